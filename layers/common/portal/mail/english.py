"""The mails in English: a subject, then paragraphs."""

MAILS: dict[str, list[str]] = {
    "invite": [
        "$practice invites you to Kinchart",
        "Hello,",
        "$practice invites you to see your health record in Kinchart. You can read your appointments, "
        "prescriptions and lab results there.",
        "To start, open this link. You will be asked for the patient's date of birth.",
        "$link",
        "The link works for 30 days. If you did not expect this mail, you can ignore it.",
        "En español: $practice le invita a ver su historia clínica en Kinchart. Para empezar, abra el enlace de "
        "arriba. Puede cambiar el idioma en la página.",
    ],
    "code": [
        "Your Kinchart code",
        "Hello,",
        "Your code is:",
        "$code",
        "It works for 10 minutes. Enter it on the page where you asked for it. Never give it to anyone: nobody from "
        "Kinchart or your practice will ask you for it.",
        "If you did not ask for a code, somebody may know your password. Please change it.",
    ],
    "welcome": [
        "Welcome to Kinchart",
        "Hello,",
        "Your account is ready. Your record from $practice is in it.",
        "Your username is $username. You can also sign in with this e-mail address.",
        "To sign in, go to:",
        "$link",
        "If you did not make this account, please tell $practice at once.",
    ],
}
