import type { Messages } from "./en";
import { esAccount } from "./es.account";
import { esFamily } from "./es.family";
import { esForms } from "./es.forms";
import { esBilling } from "./es.billing";
import { esHealth } from "./es.health";
import { esDownloads } from "./es.downloads";
import { esInvite } from "./es.invite";
import { esDocuments } from "./es.documents";
import { esMessages } from "./es.messages";
import { esShared } from "./es.shared";
import { esRecords } from "./es.records";
import { esSignIn } from "./es.signIn";

/** Todos los textos del portal en español (de usted, palabras sencillas). Una clave que falta no compila. */
export const es: Messages = {
  languageName: "Español",
  app: {
    name: "Kinchart",
    skip: "Ir al contenido principal",
    mainNav: "Principal",
    menu: "Menú",
    language: "Idioma",
    footer: "En una emergencia llame al 911. No espere una respuesta aquí.",
    terms: "Condiciones de uso",
    newTab: "(se abre en otra pestaña)",
    errorTitle: "Error",
    loading: "Cargando…",
    showMore: "Mostrar más",
    showingMore: (count) => (count === 1 ? "Se muestra 1 más." : `Se muestran ${count} más.`),
    notProvided: "Sin información",
    back: "Atrás",
    cancel: "Cancelar",
    continue: "Continuar",
    tryAgain: "Intentar de nuevo",
    home: "Ir a la página de inicio",
  },
  nav: {
    home: "Inicio", appointments: "Citas", forms: "Formularios", prescriptions: "Recetas", labs: "Resultados de laboratorio", billing: "Facturas",
    health: "Historial de salud", messages: "Mensajes", documents: "Documentos",
  },
  viewing: {
    button: (name) => `Viendo: ${name}`,
    menu: "Elija de quién quiere ver el historial",
    acting: (name, relationship) => `Usted actúa por ${name} (${relationship}).`,
    titleOf: (page, name) => `${page} – ${name}`,
    backToOwn: "Volver a su propio historial",
    relationships: {
      self: "usted", child: "hijo o hija", daughter: "hija", son: "hijo", parent: "padre o madre", mother: "madre", father: "padre",
      spouse: "esposo o esposa", partner: "pareja", sibling: "hermano o hermana", grandparent: "abuelo o abuela", grandchild: "nieto o nieta",
      friend: "amigo o amiga", family: "familia", "cared-for": "alguien a quien cuida", represented: "alguien por quien actúa", other: "otra persona",
    },
  },
  problem: {
    title: "Hay un problema",
    network: "No podemos conectar con Kinchart. Revise su conexión a internet e intente de nuevo.",
    server: "Algo falló de nuestro lado. Espere unos minutos e intente de nuevo.",
    conflict: "Todavía estamos trabajando en su último intento. Espere un momento e intente de nuevo.",
    changed: "Alguien cambió esto en el mismo momento. Mírelo otra vez e intente de nuevo.",
    gone: "Esto ya no está aquí. Cargue la página de nuevo.",
    check: "Revise esta respuesta e intente de nuevo",
    forbidden: "Usted no tiene acceso a esta parte del historial.",
    tooMany: (wait) => `Hubo demasiados intentos. Espere ${wait} e intente de nuevo.`,
    seconds: (n) => (n === 1 ? "1 segundo" : `${n} segundos`),
    minutes: (n) => (n === 1 ? "1 minuto" : `${n} minutos`),
    reference: (id) => `Si llama para pedir ayuda, dé este número: ${id}`,
    failedTitle: "No se pudo cargar esta parte",
    crashTitle: "Lo sentimos, esta página dejó de funcionar",
    crash: "Cargue la página de nuevo. Nada ha cambiado en su historial.",
    reload: "Cargar la página de nuevo",
    offline: "No tiene conexión a internet. Lo que ve puede no estar al día.",
  },
  notFound: {
    title: "Página no encontrada",
    text: "La dirección puede estar mal escrita o la página puede haber cambiado de lugar.",
    memberTitle: "Historial no encontrado",
    memberText: "Este historial no está en su cuenta. Es posible que alguien haya cambiado quién puede verlo.",
  },
  noMembers: {
    title: "Todavía no hay ningún historial",
    text: "Su cuenta está lista, pero no tiene ningún historial. Llame a su consultorio y pida que le envíen una invitación.",
  },
  staffLogin: {
    title: "Este acceso es para la consola del consultorio",
    text: (practice) => `Con este acceso usted trabaja para ${practice}. No tiene un historial de salud propio.`,
    toConsole: "Ir a la consola del consultorio",
  },
  timeout: {
    title: "Su sesión está por cerrarse",
    text: (left) => `Para proteger su privacidad, cerraremos su sesión en ${left}.`,
    stay: "Mantener la sesión abierta",
    signOut: "Cerrar sesión",
  },
  field: {
    showPassword: "Mostrar la contraseña",
    hidePassword: "Ocultar la contraseña",
    passwordShown: "Su contraseña está a la vista",
    passwordHidden: "Su contraseña está oculta",
  },
  dateOfBirth: {
    month: "Mes", day: "Día", year: "Año",
    hint: "Por ejemplo, 4 28 1956 (mes, día, año)",
    missing: (parts) => `A la fecha de nacimiento le falta: ${parts}`,
    missingAll: "Escriba la fecha de nacimiento",
    impossible: "La fecha de nacimiento debe ser una fecha real",
    unreadable: {
      month: "El mes debe ser un número del 1 al 12, o un nombre como abril",
      day: "El día debe ser un número del 1 al 31",
      year: "El año debe tener 4 dígitos, por ejemplo 1956",
    },
    future: "La fecha de nacimiento debe estar en el pasado",
    parts: { month: "el mes", day: "el día", year: "el año" },
  },
  ...esInvite,
  ...esSignIn,
  ...esAccount,
  ...esFamily,
  ...esRecords,
  ...esDownloads,
  ...esHealth,
  ...esBilling,
  ...esForms,
  ...esMessages,
  ...esDocuments,
  ...esShared,
  terms: {
    title: "Condiciones de uso",
    parts: [
      ["Qué es Kinchart", "Kinchart le muestra los datos que su consultorio comparte con usted. No reemplaza el consejo de su médico."],
      ["En una emergencia", "Llame al 911. Nadie vigila Kinchart las 24 horas."],
      ["Su cuenta", "Su cuenta es solo suya. No comparta su contraseña. Para que un familiar o cuidador vea su historial, pida a su consultorio que le dé una cuenta propia."],
      ["Su privacidad", "Solo usted, las personas que usted o su consultorio autoricen, y su consultorio pueden ver su historial. El registro de actividad muestra quién lo miró y cuándo. No vendemos sus datos ni los usamos para publicidad."],
      ["Errores en su historial", "El historial es de su consultorio. Si algo está mal, dígalo a su consultorio. Ellos pueden corregirlo."],
      ["Cerrar su cuenta", "Puede dejar de usar Kinchart cuando quiera. Pida a su consultorio que cierre su cuenta. El consultorio guarda su propio historial, como manda la ley."],
    ],
  },
};
