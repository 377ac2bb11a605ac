"""The loss slip's sentences in every language that the press labels in.

Each language has five: a heading, what the slip does, how, where to keep it, and that it names nobody.
"""

from __future__ import annotations

SLIP_WORDS: dict[str, tuple[str, str, str, str, str]] = {
    "en": (
        "Keep this slip",
        "If your card is lost or stolen, this slip stops it, at any hour and without papers.",
        "Go to the address on this slip, or ask somebody you trust, and give the card number and the "
        "stop code.",
        "Keep it apart from your card. Whoever has it can stop your card, and nothing else.",
        "This slip does not name you. The city cannot print it again.",
    ),
    "es": (
        "Guarde este talón",
        "Si pierde la tarjeta o se la roban, este talón la anula, a cualquier hora y sin papeles.",
        "Vaya a la dirección de este talón, o pídaselo a alguien de confianza, y dé el número de tarjeta y el "
        "código para anular.",
        "Guárdelo separado de la tarjeta. Quien lo tenga puede anular su tarjeta, y nada más.",
        "Este talón no lleva su nombre. La ciudad no puede volver a imprimirlo.",
    ),
    "fr": (
        "Gardez ce talon",
        "Si votre carte est perdue ou volée, ce talon l’annule, à toute heure et sans papiers.",
        "Allez à l’adresse de ce talon, ou demandez à une personne de confiance, et donnez le numéro de carte "
        "et le code d’annulation.",
        "Gardez-le à part de la carte. Qui l’a peut annuler votre carte, et rien d’autre.",
        "Ce talon ne porte pas votre nom. La ville ne peut pas le réimprimer.",
    ),
    "ht": (
        "Kenbe ti papye sa a",
        "Si kat ou pèdi oswa yo vòlè l, ti papye sa a anile l, nenpòt lè, san lòt papye.",
        "Ale nan adrès ki sou li a, oswa mande yon moun ou fè konfyans, epi bay nimewo kat la ak kòd pou "
        "anile a.",
        "Kenbe l lwen kat la. Moun ki genyen l ka anile kat ou, epi se tout.",
        "Non ou pa sou ti papye sa a. Vil la pa ka enprime l ankò.",
    ),
    "pt": (
        "Guarde este talão",
        "Se perder o cartão ou se for roubado, este talão o anula, a qualquer hora e sem papéis.",
        "Vá ao endereço deste talão, ou peça a alguém de confiança, e dê o número do cartão e o código "
        "para anular.",
        "Guarde-o separado do cartão. Quem o tiver pode anular o seu cartão, e nada mais.",
        "Este talão não traz o seu nome. A cidade não pode imprimi-lo de novo.",
    ),
    "pl": (
        "Zachowaj ten odcinek",
        "Jeśli karta zginie lub zostanie skradziona, ten odcinek ją unieważnia, o każdej porze i bez "
        "dokumentów.",
        "Wejdź na adres z odcinka lub poproś zaufaną osobę i podaj numer karty oraz kod unieważnienia.",
        "Trzymaj go osobno od karty. Kto go ma, może unieważnić kartę, i nic więcej.",
        "Na odcinku nie ma nazwiska. Miasto nie może wydrukować go ponownie.",
    ),
    "ru": (
        "Сохраните этот талон",
        "Если карта потеряна или украдена, этот талон её отменяет, в любое время и без документов.",
        "Откройте адрес с талона или попросите того, кому доверяете, и сообщите номер карты и код отмены.",
        "Храните его отдельно от карты. Кто им владеет, может отменить вашу карту, и больше ничего.",
        "На талоне нет вашего имени. Город не может напечатать его снова.",
    ),
    "vi": (
        "Hãy giữ phiếu này",
        "Nếu thẻ bị mất hay bị lấy cắp, phiếu này hủy thẻ, vào mọi giờ và không cần giấy tờ.",
        "Vào địa chỉ ghi trên phiếu, hoặc nhờ người quý vị tin cậy, và cho biết số thẻ cùng mã hủy thẻ.",
        "Hãy cất phiếu tách khỏi thẻ. Ai có phiếu chỉ có thể hủy thẻ, không làm được gì khác.",
        "Phiếu này không ghi tên quý vị. Thành phố không thể in lại phiếu.",
    ),
    "tl": (
        "Itago ang papel na ito",
        "Kung nawala o ninakaw ang kard, pinapatigil ito ng papel na ito, anumang oras at walang ibang "
        "papeles.",
        "Pumunta sa address na narito, o makiusap sa pinagkakatiwalaan, at ibigay ang numero ng kard at "
        "ang code.",
        "Itago ito nang hiwalay sa kard. Ang may hawak nito ay makapagpapatigil ng kard, at wala nang iba.",
        "Wala rito ang pangalan ninyo. Hindi na ito maipapa-print muli ng lungsod.",
    ),
    "zh": (
        "请保留此联",
        "卡遗失或被盗时，凭此联可随时停用该卡，无需其他证件。",
        "请访问此联上的网址，或请您信任的人代办，提供卡号和停用码。",
        "请与卡分开保存。持有此联的人只能停用您的卡，别无他用。",
        "此联上没有您的姓名。市政府无法补印。",
    ),
    "ar": (
        "احتفظ بهذه القسيمة",
        "إذا فُقدت بطاقتك أو سُرقت، فهذه القسيمة توقفها في أي ساعة وبدون أوراق.",
        "اذهب إلى العنوان المكتوب هنا، أو اطلب ذلك من شخص تثق به، وأعطِ رقم البطاقة ورمز الإيقاف.",
        "احتفظ بها بعيدًا عن البطاقة. من يحملها يستطيع إيقاف بطاقتك، ولا شيء غير ذلك.",
        "لا تحمل هذه القسيمة اسمك. ولا تستطيع المدينة طباعتها مرة أخرى.",
    ),
    "bn": (
        "এই স্লিপটি রেখে দিন",
        "কার্ড হারালে বা চুরি হলে এই স্লিপ দিয়ে যেকোনো সময়, কাগজপত্র ছাড়াই, কার্ডটি বন্ধ করা যায়।",
        "স্লিপে লেখা ঠিকানায় যান, অথবা বিশ্বস্ত কাউকে বলুন, এবং কার্ড নম্বর ও বাতিলের কোড দিন।",
        "এটি কার্ড থেকে আলাদা রাখুন। যার কাছে এটি আছে সে শুধু কার্ডটি বন্ধ করতে পারে, আর কিছু নয়।",
        "এই স্লিপে আপনার নাম নেই। শহর এটি আবার ছাপাতে পারে না।",
    ),
    "he": (
        "שמרו על ספח זה",
        "אם הכרטיס אבד או נגנב, ספח זה מבטל אותו, בכל שעה וללא מסמכים.",
        "היכנסו לכתובת שעל הספח, או בקשו ממי שאתם סומכים עליו, ומסרו את מספר הכרטיס ואת קוד הביטול.",
        "שמרו אותו בנפרד מהכרטיס. מי שמחזיק בו יכול לבטל את הכרטיס, ולא יותר מזה.",
        "הספח אינו נושא את שמכם. העירייה אינה יכולה להדפיס אותו שוב.",
    ),
}
"""Sentences by language tag; the tags are those of `denizen_press.labels`."""
