import type { enInvite } from "./en.invite";

/** Los textos en español de una invitación, hasta que el historial está en una cuenta; una parte de `es.ts`. */
export const esInvite: typeof enInvite = {
  activate: {
    step: (n, of) => `Paso ${n} de ${of}`,
    birth: {
      title: "Confirme quién es",
      invited: {
        primary: (practice) => `${practice} le invita a ver su historial médico por internet.`,
        caregiver: (practice) => `${practice} le invita a ver el historial de una persona a la que cuida.`,
        representative: (practice) => `${practice} le invita a actuar por uno de sus pacientes.`,
      },
      why: "Escriba la fecha de nacimiento del paciente. Así mostramos el historial solo a la persona correcta.",
      legend: "Fecha de nacimiento del paciente",
      mismatch: "No pudimos confirmar estos datos. Revise la fecha de nacimiento y el enlace de su correo, e intente de nuevo",
      lockWarning: "Por seguridad, la invitación se bloquea después de 5 intentos fallidos.",
      again: "Pasó demasiado tiempo. Para proteger el historial, escriba otra vez la fecha de nacimiento.",
    },
    account: {
      title: "Cree su cuenta",
      hello: {
        primary: (name) => `Gracias. Esta cuenta es para el historial de ${name}.`,
        caregiver: (name) => `Gracias. Le invitan a ver el historial de ${name}. La cuenta es de usted.`,
        representative: (name) => `Gracias. Le invitan a actuar por ${name}. La cuenta es de usted.`,
      },
      haveOne: "Ya tengo una cuenta",
      username: "Nombre de usuario",
      usernameHint: "Lo usará para iniciar sesión. Use de 3 a 64 letras, dígitos, puntos, guiones o guiones bajos, o su correo electrónico.",
      password: "Contraseña",
      accept: "Acepto las condiciones de uso",
      readTerms: "Leer las condiciones de uso",
      submitting: "Creando su cuenta…",
      errors: {
        username: {
          missing: "Escriba un nombre de usuario",
          too_short: "El nombre de usuario debe tener 3 caracteres o más",
          too_long: "El nombre de usuario debe tener 64 caracteres o menos",
          characters: "El nombre de usuario solo puede tener letras, dígitos, puntos, guiones y guiones bajos, o ser su correo electrónico",
          taken: "Este nombre de usuario ya existe. Elija otro",
          not_your_email: "Si usa un correo electrónico como nombre de usuario, debe ser el que recibió la invitación",
        },
        accept_terms: { required: "Debe aceptar las condiciones de uso para crear una cuenta" },
      },
    },
    code: {
      title: "Mire su correo",
      sent: (email) => `Enviamos un código de seguridad a ${email}.`,
      checking: "Comprobando el código…",
      usernameTaken: "Alguien acaba de tomar su nombre de usuario. Elija Atrás y escriba otro",
      welcome: "Su cuenta está lista. ¡Le damos la bienvenida!",
    },
    states: {
      callPractice: (practice) => `Llamar a ${practice}`,
      askNew: (practice) => `Pida una invitación nueva a ${practice}.`,
      signIn: "Ir a iniciar sesión",
      expired: { title: "Esta invitación ha vencido", text: "Las invitaciones sirven por un tiempo limitado para proteger su historial." },
      accepted: { title: "Esta invitación ya se usó", text: "Si fue usted, inicie sesión. Si no fue usted, llame al consultorio." },
      withdrawn: { title: "Esta invitación fue retirada", text: "El consultorio retiró la invitación." },
      locked: {
        title: "Esta invitación está bloqueada",
        text: "Hubo demasiados intentos fallidos. Bloqueamos la invitación para proteger el historial, y el consultorio ya lo sabe.",
      },
      notFound: {
        title: "No encontramos esta invitación",
        text: "Abra otra vez el enlace de su correo, o copie la dirección completa en su navegador. Si no funciona, pida una invitación nueva a su consultorio.",
      },
      noToken: {
        title: "Abra el enlace de su correo",
        text: "Para crear una cuenta necesita una invitación. Su consultorio la envía por correo electrónico. Abra el enlace de ese correo.",
      },
    },
    existing: {
      title: "Usted ya tiene una cuenta",
      titleAsked: "Use la cuenta que ya tiene",
      text: (email) => `Ya existe una cuenta con el correo ${email}. Inicie sesión con ella. No necesita una segunda cuenta.`,
      textNoEmail: "Ya existe una cuenta con su correo electrónico. Inicie sesión con ella. No necesita una segunda cuenta.",
      textAsked: (name) => `Inicie sesión, y el historial de ${name} llegará a su cuenta.`,
      back: (name) => `Después de iniciar sesión volverá aquí, para agregar el historial de ${name}.`,
      signIn: "Iniciar sesión",
      who: (name, username) => `Inició sesión como ${name} (${username}).`,
      other: "Usar otra cuenta",
      makeNew: "Crear una cuenta nueva",
    },
    member: {
      title: "¿Quién es esta persona en su cuenta?",
      legend: (name) => `${name} es`,
      self: (name) => `${name} (yo)`,
      other: "alguien que no está en esta lista",
      otherHint: "Agregamos a esta persona a Mi familia.",
      missing: "Elija quién es",
      errors: {
        unknown: "Esta persona ya no está en su cuenta. Elija otra vez",
        oneself: "Este es el historial de otra persona, no el suyo. Elija otra vez",
        other_person: "Esta persona tiene otra fecha de nacimiento en el consultorio. Elija a otra persona, o agregue a una persona nueva",
      },
    },
    link: {
      titlePatient: (patient) => `¿Agregar a ${patient} a su cuenta?`,
      titlePractice: (practice, name) => `¿Agregar ${practice} a los historiales de ${name}?`,
      what: (practice, patient) => `${practice} comparte con usted el historial de ${patient}.`,
      caregiver: "Puede leerlo. También puede enviar mensajes, compartir documentos y entrar a las visitas por video.",
      representative: "Puede ver las partes que el consultorio eligió para usted.",
      toldTo: (patient) => `Avisamos a ${patient} que usted puede verlo. ${patient} puede terminarlo en cualquier momento.`,
      warning: (names) => `Los miembros de una cuenta ven los historiales de los demás: quien inicie sesión en su cuenta puede ver los historiales de ${names}.`,
      account: (username) => `Llega a la cuenta ${username}.`,
      submit: "Enviar",
    },
    linked: {
      title: (patient) => `El historial de ${patient} ya está en su cuenta`,
      text: "Lo encuentra en “Viendo”, arriba en cada página, y en Mi familia.",
      open: (patient) => `Abrir el historial de ${patient}`,
      family: "Ir a Mi familia",
    },
    refused: {
      address: {
        title: "Esta invitación se envió a otro correo",
        text: (email, username) => `Se envió a ${email}. Este correo no está en la cuenta ${username}.`,
        add: "¿Es suyo este correo? Agréguelo a esta cuenta. Después abra otra vez el enlace de la invitación.",
        addButton: "Agregar el correo a esta cuenta",
        other: "¿Tiene otra cuenta con este correo? Use esa.",
        make: "O cree con él una cuenta nueva.",
      },
      staff: {
        title: "Esta cuenta es para trabajar en un consultorio",
        text: (username) => `${username} no puede recibir un historial. Use su propia cuenta.`,
      },
      linked: {
        title: (patient) => `El historial de ${patient} ya está en su cuenta`,
        text: "No tiene que hacer nada.",
      },
      primary: {
        title: "El paciente necesita primero una cuenta",
        text: (practice) => `Antes nadie más puede ver el historial. Pida a ${practice} que invite al paciente.`,
      },
    },
  },
};
