"""The mails in English: a subject, then paragraphs. And the texts: an SMS is one part up to 160 characters."""

TEXTS: dict[str, str] = {
    "code": "Kinchart code: $code. It works for 10 minutes. Never give it to anyone.",
}

_NOT_ASKED = (
    "It works for 10 minutes. Never give it to anyone: nobody from Kinchart or your practice will ask you for it."
)
_NOT_YOU = [
    "If this was you, you need not do anything.",
    "If it was not you, somebody may be using your account. Open this page, choose “Forgot your password?” and make a "
    "new password at once. That ends every other sign-in. Then call your practice.",
    "$link",
]

MAILS: dict[str, list[str]] = {
    "invite": [
        "$practice invites you to Kinchart",
        "Hello,",
        "$practice invites you to see your health record in Kinchart. You can read your appointments, "
        "prescriptions and lab results there.",
        "To start, open this link. You will be asked for the patient's date of birth.",
        "$link",
        "The link works for 30 days. If you did not expect this email, you can ignore it.",
        "En español: $practice le invita a ver su historia clínica en Kinchart. Para empezar, abra el enlace de "
        "arriba. Puede cambiar el idioma en la página.",
    ],
    "invite-caregiver": [
        "$practice invites you to Kinchart",
        "Hello,",
        "$practice invites you to Kinchart as the caregiver of a patient. You can see the patient's health record "
        "there and write to the practice.",
        "To start, open this link. You will be asked for the patient's date of birth.",
        "$link",
        "The link works for 30 days. If you did not expect this email, you can ignore it.",
        "En español: $practice le invita a Kinchart como cuidador o cuidadora de un paciente. Para empezar, abra el "
        "enlace de arriba. Se le pedirá la fecha de nacimiento del paciente.",
    ],
    "invite-representative": [
        "$practice invites you to Kinchart",
        "Hello,",
        "$practice invites you to Kinchart as the representative of a patient. You can see the parts of the patient's "
        "health record that the practice opens to you.",
        "To start, open this link. You will be asked for the patient's date of birth.",
        "$link",
        "The link works for 30 days. If you did not expect this email, you can ignore it.",
        "En español: $practice le invita a Kinchart como representante de un paciente. Para empezar, abra el enlace de "
        "arriba. Se le pedirá la fecha de nacimiento del paciente.",
    ],
    "access-granted": [
        "Somebody was given access in Kinchart",
        "Hello,",
        "$practice invited $who to see your record in Kinchart, and $who has accepted.",
        "You can see who has access, and take it back at any time. To do that, sign in:",
        "$link",
        "If you did not expect this, take the access back and call $practice.",
    ],
    "code": [
        "Your Kinchart code",
        "Hello,",
        "Your code is:",
        "$code",
        "It works for 10 minutes. Enter it on the page where you asked for it. Never give it to anyone: nobody from "
        "Kinchart or your practice will ask you for it.",
        "If you did not ask for a code, somebody may know your password. Sign in, select your name at the top, then "
        "Change Password.",
    ],
    "welcome": [
        "Welcome to Kinchart",
        "Hello,",
        "Your account is ready. The record that $practice invited you to is in it.",
        "Your username is $username. You can also sign in with this email address.",
        "To sign in, go to:",
        "$link",
        "If you did not make this account, please tell $practice at once.",
    ],
    "reset": [
        "Your code for a new Kinchart password",
        "Hello,",
        "Somebody asked for a new password for the account with the username $username. To make one, use this code:",
        "$code",
        _NOT_ASKED,
        "Did you ask more than once? Only the newest code works. Look for the newest email in your spam folder, too.",
        "If you did not ask for a new password, ignore this email. Your password stays as it is.",
    ],
    "verify-address": [
        "Your code to confirm this email address",
        "Hello,",
        "Somebody wants to use this address for their Kinchart account. If that is you, enter this code:",
        "$code",
        _NOT_ASKED,
        "If it was not you, ignore this email. Without the code nothing happens.",
    ],
    "password-changed": [
        "Your Kinchart password was changed",
        "Hello,",
        "The password of your Kinchart account was changed. Every other sign-in has ended.",
        *_NOT_YOU,
    ],
    "factor-changed": [
        "Two-factor sign-in was changed in Kinchart",
        "Hello,",
        "The second factor of your Kinchart account was changed: it was switched on, switched off, or moved to another "
        "app or phone.",
        *_NOT_YOU,
    ],
    "recovery-used": [
        "A recovery code was used in Kinchart",
        "Hello,",
        "Somebody signed in to your Kinchart account with one of your recovery codes. Codes that are left: $left.",
        "Few left? You can make ten new ones under Manage Account, Security.",
        *_NOT_YOU,
    ],
    "recovery-created": [
        "New recovery codes for your Kinchart account",
        "Hello,",
        "New recovery codes were made for your Kinchart account. If you had codes before, those do not work any more.",
        *_NOT_YOU,
    ],
    "address-added": [
        "An email address was added to your Kinchart account",
        "Hello,",
        "The address $address was added to your Kinchart account. It can be used to sign in.",
        *_NOT_YOU,
    ],
    "address-primary": [
        "Your main email address in Kinchart was changed",
        "Hello,",
        "The main address of your Kinchart account is now $address. Codes and notices go there.",
        *_NOT_YOU,
    ],
    "address-removed": [
        "An email address was removed from your Kinchart account",
        "Hello,",
        "The address $address was removed from your Kinchart account. It cannot be used to sign in any more.",
        *_NOT_YOU,
    ],
    "phone-changed": [
        "The phone number in your Kinchart account was changed",
        "Hello,",
        "The phone number of your Kinchart account was added, changed or removed.",
        *_NOT_YOU,
    ],
    "username-changed": [
        "Your Kinchart username was changed",
        "Hello,",
        "The username of your Kinchart account is now $username. The old one does not work any more.",
        *_NOT_YOU,
    ],
    "new-device": [
        "New sign-in to your Kinchart account",
        "Hello,",
        "Somebody signed in to your Kinchart account on a device that we did not know: $device, on $when.",
        *_NOT_YOU,
    ],
    "access-changed": [
        "Who can see your record in Kinchart was changed",
        "Hello,",
        "What $name can see of your record from $practice was changed or ended. You can see the list of everybody who "
        "has access in your account.",
        *_NOT_YOU,
    ],
    "access-changed-by-practice": [
        "Who can see your record in Kinchart was changed",
        "Hello,",
        "$practice changed or ended what $name can see of your record. You can see the list of everybody who has "
        "access in your account. To do that, sign in:",
        "$link",
        "If you did not expect this, call $practice.",
    ],
    "correction-decided": [
        "$practice has answered your request",
        "Hello,",
        "You asked $practice to put something right in its record. The practice has answered.",
        "To read the answer, sign in. You find it under Manage Account, My Family.",
        "$link",
    ],
    "new-result": [
        "There is something new from $practice",
        "Hello,",
        "$practice has put new results into a record that you can see in Kinchart. What they say is never in a mail.",
        "To read them, sign in:",
        "$link",
        "If you do not want mails like this one, you can switch them off in your account, under Notices.",
    ],
    "form-requested": [
        "There is something new from $practice",
        "Hello,",
        "$practice asks you to fill in a form in Kinchart. What it asks is never in a mail.",
        "To fill it in, sign in. You find it under Forms. You can stop and go on later: what you entered is kept.",
        "$link",
        "If you do not want mails like this one, you can switch them off in your account, under Notices.",
    ],
    "new-message": [
        "There is something new from $practice",
        "Hello,",
        "$practice has written a message to you in Kinchart. What it says is never in a mail.",
        "To read it, sign in. You find it under Messages.",
        "$link",
        "If you do not want mails like this one, you can switch them off in your account, under Notices.",
    ],
    "staff-new-message": [
        "There is something new in the inbox of $practice",
        "Hello,",
        "Somebody has written a message to $practice in Kinchart. What it says is never in a mail.",
        "To read and answer it, sign in to the console:",
        "$link",
    ],
    "document-link": [
        "A document was shared with you",
        "Hello,",
        "$who shares a document with you in Kinchart, a safe place for health records. To open it, you need this email "
        "address and a passcode. $who gives you the passcode in another way, for example by phone.",
        "$link",
        "The link works until $until. It can be opened only a few times, so save the document.",
        "If you do not know $who, or did not expect this email, you can ignore it.",
        "En español: $who comparte un documento con usted. Para abrirlo, necesita esta dirección de correo y una clave "
        "que $who le da por otro medio.",
    ],
    "link-opened": [
        "A document that you shared was opened",
        "Hello,",
        "Somebody opened a document that you shared by a link. They knew the passcode. You can see when it was opened, "
        "and end the link at any time, on the page of the document. To do that, sign in:",
        "$link",
    ],
    "link-guessed": [
        "A link to your document was ended",
        "Hello,",
        "Somebody entered a wrong email address or a wrong passcode five times, for a document that you shared by a "
        "link. The link has ended: nobody can open the document by it any more.",
        "If the person only made mistakes, you can share the document again. To do that, sign in:",
        "$link",
    ],
    "access-ended": [
        "You cannot see a record in Kinchart any more",
        "Hello,",
        "$patient has ended your access to their record from $practice. Your own account stays as it is.",
        "If you think that this is a mistake, please talk to $patient or to the practice.",
    ],
    "access-ended-by-practice": [
        "You cannot see a record in Kinchart any more",
        "Hello,",
        "$practice has ended your access to a record in Kinchart.",
        "If you think that this is a mistake, please call $practice.",
    ],
    "password-reset-by-practice": [
        "Your Kinchart password was reset by $practice",
        "Hello,",
        "$practice has reset the password of your Kinchart account. The old one does not work any more, and every "
        "sign-in has ended. They give you a new password themselves: it is never in an email.",
        "When you sign in with it, you choose a password of your own:",
        "$link",
        "If you did not ask for this, call $practice. You can also open the page, choose “Forgot your password?” and "
        "make a new password at once.",
    ],
}
