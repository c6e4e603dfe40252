"""The mails in Spanish: a subject, then paragraphs."""

from portal.mail import english

MAILS: dict[str, list[str]] = {
    # Nobody's language is known before they have an account: the invitation speaks both.
    "invite": english.MAILS["invite"],
    "code": [
        "Su código de Kinchart",
        "Hola:",
        "Su código es:",
        "$code",
        "Sirve durante 10 minutos. Escríbalo en la página donde lo pidió. No se lo dé a nadie: ni Kinchart ni su "
        "consultorio se lo pedirán.",
        "Si usted no pidió un código, puede que alguien sepa su contraseña. Cámbiela, por favor.",
    ],
    "welcome": [
        "Bienvenido a Kinchart",
        "Hola:",
        "Su cuenta está lista. En ella está su historia clínica de $practice.",
        "Su nombre de usuario es $username. También puede entrar con esta dirección de correo.",
        "Para entrar, vaya a:",
        "$link",
        "Si usted no creó esta cuenta, avise enseguida a $practice.",
    ],
}
