"""The small words beside the values on a card, in the languages that residents' cards are labelled in.

English always stands first.  A second language follows where there is room; a language that is not here is
simply not added (`second_labels` returns an empty mapping), and the English stays.
"""

from __future__ import annotations

from collections.abc import Mapping

FIELDS = (
    "name", "known_as", "birth_date", "expires", "issued", "address", "height", "eye_color", "gender",
    "card_number", "check_code", "signature", "mark", "emergency", "languages", "check", "lost", "found",
    "revocation_code",
)  # fmt: skip
"""Every label, in the order of the tables below."""

_WORDS: dict[str, tuple[str, ...]] = {
    "en": (
        "Name", "Known as", "Date of birth", "Expires", "Issued", "Address", "Height", "Eyes", "Gender",
        "Card number", "Check code", "Signature", "Mark of the holder", "In an emergency call", "Speaks",
        "Check this card", "Lost or stolen?", "Found this card?", "Stop code",
    ),
    "es": (
        "Nombre", "Conocido/a como", "Nacimiento", "Vence", "Emisión", "Domicilio", "Estatura", "Ojos",
        "Género", "N.º de tarjeta", "Código de control", "Firma", "Marca del titular",
        "En emergencia llame a", "Habla", "Verifique esta tarjeta", "¿Perdida o robada?",
        "¿Encontró esta tarjeta?", "Código para anular",
    ),
    "fr": (
        "Nom", "Nom d’usage", "Naissance", "Expire", "Délivrée", "Adresse", "Taille", "Yeux", "Genre",
        "N° de carte", "Code de contrôle", "Signature", "Marque du titulaire", "En cas d’urgence, appeler",
        "Parle", "Vérifier cette carte", "Perdue ou volée ?", "Carte trouvée ?", "Code d’annulation",
    ),
    "ht": (
        "Non", "Yo rele li", "Dat nesans", "Ekspire", "Bay nan dat", "Adrès", "Wotè", "Je", "Jan",
        "Nimewo kat", "Kòd kontwòl", "Siyati", "Mak mèt kat la", "Nan ijans rele", "Pale",
        "Verifye kat sa a", "Pèdi oswa vòlè pran l?", "Jwenn kat sa a?", "Kòd pou anile",
    ),
    "pt": (
        "Nome", "Conhecido/a como", "Nascimento", "Validade", "Emissão", "Endereço", "Altura", "Olhos",
        "Gênero", "N.º do cartão", "Código de controle", "Assinatura", "Marca do titular",
        "Em emergência ligue para", "Fala", "Verifique este cartão", "Perdido ou roubado?",
        "Achou este cartão?", "Código para anular",
    ),
    "pl": (
        "Imię i nazwisko", "Używane imię", "Data urodzenia", "Ważna do", "Wydana", "Adres", "Wzrost",
        "Oczy", "Płeć", "Nr karty", "Kod kontrolny", "Podpis", "Znak posiadacza", "W nagłym wypadku",
        "Języki", "Sprawdź tę kartę", "Zgubiona lub skradziona?", "Znaleziono kartę?", "Kod unieważnienia",
    ),
    "ru": (
        "Имя", "Обращение", "Дата рождения", "Действует до", "Выдана", "Адрес", "Рост", "Глаза", "Пол",
        "Номер карты", "Код проверки", "Подпись", "Знак владельца", "В экстренном случае", "Языки",
        "Проверить карту", "Карта утеряна?", "Нашли карту?", "Код отмены",
    ),
    "vi": (
        "Họ tên", "Tên thường gọi", "Ngày sinh", "Hết hạn", "Ngày cấp", "Địa chỉ", "Chiều cao", "Mắt",
        "Giới tính", "Số thẻ", "Mã kiểm tra", "Chữ ký", "Dấu của chủ thẻ", "Khẩn cấp xin gọi", "Nói tiếng",
        "Kiểm tra thẻ này", "Mất thẻ?", "Nhặt được thẻ?", "Mã hủy thẻ",
    ),
    "tl": (
        "Pangalan", "Kilala bilang", "Kapanganakan", "Hanggang", "Ibinigay", "Tirahan", "Taas", "Mata",
        "Kasarian", "Blg. ng kard", "Check code", "Lagda", "Marka ng may-ari", "Sa emerhensiya, tawagan",
        "Wika", "Suriin ang kard", "Nawala o ninakaw?", "Napulot ang kard?", "Code sa pagpapatigil",
    ),
    "zh": (
        "姓名", "常用名", "出生日期", "有效期至", "签发日期", "地址", "身高", "眼睛", "性别", "卡号", "校验码",
        "签名", "持卡人画押", "紧急联系人", "语言", "查验此卡", "卡遗失或被盗？", "拾到此卡？", "停用码",
    ),
    "ar": (
        "الاسم", "الاسم المستعمل", "تاريخ الميلاد", "تنتهي في", "صدرت في", "العنوان", "الطول", "العينان",
        "النوع", "رقم البطاقة", "رمز التحقق", "التوقيع", "علامة صاحب البطاقة", "في حالة الطوارئ اتصل",
        "اللغات", "تحقق من هذه البطاقة", "مفقودة أو مسروقة؟", "هل وجدت هذه البطاقة؟", "رمز الإيقاف",
    ),
    "bn": (
        "নাম", "পরিচিত নাম", "জন্ম তারিখ", "মেয়াদ শেষ", "ইস্যু", "ঠিকানা", "উচ্চতা", "চোখ", "লিঙ্গ", "কার্ড নম্বর",
        "যাচাই কোড", "স্বাক্ষর", "ধারকের চিহ্ন", "জরুরি প্রয়োজনে ফোন করুন", "ভাষা", "এই কার্ড যাচাই করুন",
        "হারিয়েছে বা চুরি হয়েছে?", "কার্ডটি পেয়েছেন?", "বাতিলের কোড",
    ),
    "he": (
        "שם", "מכונה", "תאריך לידה", "בתוקף עד", "הונפק", "כתובת", "גובה", "עיניים", "מגדר", "מספר כרטיס",
        "קוד בדיקה", "חתימה", "סימן המחזיק", "בחירום להתקשר", "שפות", "בדיקת הכרטיס", "אבד או נגנב?",
        "מצאתם את הכרטיס?", "קוד ביטול",
    ),
}  # fmt: skip

LANGUAGES = tuple(_WORDS)
"""Language tags (BCP 47, primary subtag) that the press can label in."""

RIGHT_TO_LEFT = frozenset({"ar", "he"})
"""Languages of `LANGUAGES` written from right to left."""


def english_labels() -> Mapping[str, str]:
    """Return every label in English."""
    return dict(zip(FIELDS, _WORDS["en"], strict=True))


def second_labels(language: str | None) -> Mapping[str, str]:
    """Return the labels of a second language by its primary subtag; empty for English or one unknown."""
    tag = (language or "en").split("-")[0].lower()
    words = _WORDS.get(tag, ()) if tag != "en" else ()
    return dict(zip(FIELDS, words, strict=True)) if words else {}
