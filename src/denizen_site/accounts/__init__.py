"""Staff: who they are, how they sign in, what each may do, and at which station they sit."""
