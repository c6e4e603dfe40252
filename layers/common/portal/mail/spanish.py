"""The mails in Spanish: a subject, then paragraphs. And the texts: an SMS with an ó is one part up to 70 characters."""

from portal.mail import english

TEXTS: dict[str, str] = {
    "code": "Código de Kinchart: $code. Sirve 10 minutos. No se lo dé a nadie.",
}

_NOT_ASKED = "Sirve durante 10 minutos. No se lo dé a nadie: ni Kinchart ni su consultorio se lo pedirán."
_NOT_YOU = [
    "Si fue usted, no tiene que hacer nada.",
    "Si no fue usted, puede que alguien esté usando su cuenta. Abra esta página, elija «¿Olvidó su contraseña?» y cree "
    "una contraseña nueva enseguida. Así se cierran todas las demás sesiones. Después llame a su consultorio.",
    "$link",
]

MAILS: dict[str, list[str]] = {
    # Nobody's language is known before they have an account: the invitation speaks both.
    "invite": english.MAILS["invite"],
    "invite-caregiver": english.MAILS["invite-caregiver"],
    "invite-representative": english.MAILS["invite-representative"],
    "access-granted": [
        "Alguien recibió acceso en Kinchart",
        "Hola:",
        "$practice invitó a $who a ver su historia clínica en Kinchart, y $who ha aceptado.",
        "Usted puede ver quién tiene acceso y retirarlo cuando quiera. Para hacerlo, entre aquí:",
        "$link",
        "Si no esperaba este mensaje, retire el acceso y llame a $practice.",
    ],
    "code": [
        "Su código de Kinchart",
        "Hola:",
        "Su código es:",
        "$code",
        "Sirve durante 10 minutos. Escríbalo en la página donde lo pidió. No se lo dé a nadie: ni Kinchart ni su "
        "consultorio se lo pedirán.",
        "Si usted no pidió un código, puede que alguien sepa su contraseña. Inicie sesión, elija su nombre arriba y "
        "después Cambiar contraseña.",
    ],
    "welcome": [
        "Bienvenido a Kinchart",
        "Hola:",
        "Su cuenta está lista. En ella está la historia clínica a la que le invitó $practice.",
        "Su nombre de usuario es $username. También puede entrar con esta dirección de correo.",
        "Para entrar, vaya a:",
        "$link",
        "Si usted no creó esta cuenta, avise enseguida a $practice.",
    ],
    "reset": [
        "Su código para una contraseña nueva de Kinchart",
        "Hola:",
        "Alguien pidió una contraseña nueva para la cuenta con el nombre de usuario $username. Para crearla, use este "
        "código:",
        "$code",
        _NOT_ASKED,
        "¿Lo pidió más de una vez? Solo sirve el código más nuevo. Busque el correo más nuevo también en la carpeta de "
        "correo no deseado (spam).",
        "Si usted no pidió una contraseña nueva, no haga caso de este correo. Su contraseña sigue igual.",
    ],
    "verify-address": [
        "Su código para confirmar esta dirección de correo",
        "Hola:",
        "Alguien quiere usar esta dirección en su cuenta de Kinchart. Si es usted, escriba este código:",
        "$code",
        _NOT_ASKED,
        "Si no fue usted, no haga caso de este correo. Sin el código no pasa nada.",
    ],
    "password-changed": [
        "Se cambió su contraseña de Kinchart",
        "Hola:",
        "Se cambió la contraseña de su cuenta de Kinchart. Se cerraron todas las demás sesiones.",
        *_NOT_YOU,
    ],
    "factor-changed": [
        "Se cambió el inicio de sesión en dos pasos de Kinchart",
        "Hola:",
        "Se cambió el segundo paso para iniciar sesión en su cuenta de Kinchart: se activó, se desactivó o se pasó a "
        "otra aplicación u otro teléfono.",
        *_NOT_YOU,
    ],
    "recovery-used": [
        "Se usó un código de recuperación en Kinchart",
        "Hola:",
        "Alguien inició sesión en su cuenta de Kinchart con uno de sus códigos de recuperación. Códigos que le quedan: "
        "$left.",
        "¿Quedan pocos? Puede crear diez nuevos en Administrar la cuenta, Seguridad.",
        *_NOT_YOU,
    ],
    "recovery-created": [
        "Códigos de recuperación nuevos para su cuenta de Kinchart",
        "Hola:",
        "Se crearon códigos de recuperación nuevos para su cuenta de Kinchart. Si tenía códigos antes, ya no sirven.",
        *_NOT_YOU,
    ],
    "address-added": [
        "Se agregó una dirección de correo a su cuenta de Kinchart",
        "Hola:",
        "Se agregó la dirección $address a su cuenta de Kinchart. Con ella se puede iniciar sesión.",
        *_NOT_YOU,
    ],
    "address-primary": [
        "Se cambió su dirección de correo principal en Kinchart",
        "Hola:",
        "La dirección principal de su cuenta de Kinchart es ahora $address. Los códigos y avisos llegan allí.",
        *_NOT_YOU,
    ],
    "address-removed": [
        "Se quitó una dirección de correo de su cuenta de Kinchart",
        "Hola:",
        "Se quitó la dirección $address de su cuenta de Kinchart. Con ella ya no se puede iniciar sesión.",
        *_NOT_YOU,
    ],
    "phone-changed": [
        "Se cambió el número de teléfono de su cuenta de Kinchart",
        "Hola:",
        "Se agregó, se cambió o se quitó el número de teléfono de su cuenta de Kinchart.",
        *_NOT_YOU,
    ],
    "username-changed": [
        "Se cambió su nombre de usuario de Kinchart",
        "Hola:",
        "El nombre de usuario de su cuenta de Kinchart es ahora $username. El anterior ya no sirve.",
        *_NOT_YOU,
    ],
    "new-device": [
        "Nuevo inicio de sesión en su cuenta de Kinchart",
        "Hola:",
        "Alguien inició sesión en su cuenta de Kinchart desde un dispositivo que no conocíamos: $device, $when.",
        *_NOT_YOU,
    ],
    "access-changed": [
        "Cambió quién puede ver su historia clínica en Kinchart",
        "Hola:",
        "Se cambió o se terminó lo que $name puede ver de su historia clínica de $practice. En su cuenta está la lista "
        "de todas las personas que tienen acceso.",
        *_NOT_YOU,
    ],
    "access-changed-by-practice": [
        "Cambió quién puede ver su historia clínica en Kinchart",
        "Hola:",
        "$practice cambió o terminó lo que $name puede ver de su historia clínica. En su cuenta está la lista de todas "
        "las personas que tienen acceso. Para verla, inicie sesión:",
        "$link",
        "Si no lo esperaba, llame a $practice.",
    ],
    "correction-decided": [
        "$practice respondió a su solicitud",
        "Hola:",
        "Usted pidió a $practice que corrigiera algo en su historia clínica. El consultorio ya respondió.",
        "Para leer la respuesta, inicie sesión. La encontrará en Administrar la cuenta, Mi familia.",
        "$link",
    ],
    "new-result": [
        "Hay algo nuevo de $practice",
        "Hola:",
        "$practice ha puesto resultados nuevos en una historia clínica que usted puede ver en Kinchart. Lo que dicen "
        "nunca va en un correo.",
        "Para leerlos, inicie sesión:",
        "$link",
        "Si no quiere correos como este, puede apagarlos en su cuenta, en Avisos.",
    ],
    "form-requested": [
        "Hay algo nuevo de $practice",
        "Hola:",
        "$practice le pide que llene un formulario en Kinchart. Lo que pregunta nunca va en un correo.",
        "Para llenarlo, inicie sesión. Lo encuentra en Formularios. Puede parar y seguir después: lo que escribió se "
        "guarda.",
        "$link",
        "Si no quiere correos como este, puede apagarlos en su cuenta, en Avisos.",
    ],
    "new-message": [
        "Hay algo nuevo de $practice",
        "Hola:",
        "$practice le ha escrito un mensaje en Kinchart. Lo que dice nunca va en un correo.",
        "Para leerlo, inicie sesión. Lo encuentra en Mensajes.",
        "$link",
        "Si no quiere correos como este, puede apagarlos en su cuenta, en Avisos.",
    ],
    "staff-new-message": [
        "Hay algo nuevo en la bandeja de entrada de $practice",
        "Hola:",
        "Alguien ha escrito un mensaje a $practice en Kinchart. Lo que dice nunca va en un correo.",
        "Para leerlo y responder, inicie sesión en la consola:",
        "$link",
    ],
    "document-link": [
        "Alguien compartió un documento con usted",
        "Hola:",
        "$who comparte un documento con usted en Kinchart, un lugar seguro para historias clínicas. Para abrirlo, "
        "necesita esta dirección de correo y una clave. $who le da la clave por otro medio, por ejemplo por teléfono.",
        "$link",
        "El enlace sirve hasta esta hora: $until. Solo se puede abrir unas pocas veces: guarde el documento.",
        "Si no conoce a $who o no esperaba este mensaje, puede ignorarlo.",
        "In English: $who shares a document with you. To open it, you need this email address and a passcode that $who "
        "gives you in another way.",
    ],
    "link-opened": [
        "Se abrió un documento que usted compartió",
        "Hola:",
        "Alguien abrió un documento que usted compartió con un enlace. Sabía la clave. En la página del documento "
        "puede ver cuándo se abrió y terminar el enlace cuando quiera. Para hacerlo, entre aquí:",
        "$link",
    ],
    "link-guessed": [
        "Terminó un enlace a su documento",
        "Hola:",
        "Alguien escribió cinco veces una dirección de correo o una clave que no era correcta, para un documento que "
        "usted compartió con un enlace. El enlace terminó: con él ya nadie puede abrir el documento.",
        "Si la persona solo se equivocó, usted puede compartir el documento otra vez. Para hacerlo, entre aquí:",
        "$link",
    ],
    "access-ended": [
        "Ya no puede ver una historia clínica en Kinchart",
        "Hola:",
        "$patient terminó su acceso a su historia clínica de $practice. La cuenta de usted sigue como está.",
        "Si cree que es un error, hable con $patient o con el consultorio.",
    ],
    "access-ended-by-practice": [
        "Ya no puede ver una historia clínica en Kinchart",
        "Hola:",
        "$practice ha retirado su acceso a una historia clínica en Kinchart.",
        "Si cree que es un error, llame a $practice.",
    ],
    "password-reset-by-practice": [
        "$practice ha cambiado su contraseña de Kinchart",
        "Hola:",
        "$practice ha puesto una contraseña nueva en su cuenta de Kinchart. La anterior ya no sirve, y se han cerrado "
        "todas las sesiones. El consultorio le da la contraseña nueva: nunca va en un correo.",
        "Cuando entre con ella, elegirá una contraseña propia:",
        "$link",
        "Si usted no lo pidió, llame a $practice. También puede abrir la página, elegir «¿Olvidó su contraseña?» y "
        "crear enseguida una contraseña nueva.",
    ],
}
