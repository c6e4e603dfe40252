import { enAccount } from "./en.account";
import { enFamily } from "./en.family";
import { enForms } from "./en.forms";
import { enBilling } from "./en.billing";
import { enHealth } from "./en.health";
import { enDownloads } from "./en.downloads";
import { enInvite } from "./en.invite";
import { enDocuments } from "./en.documents";
import { enMessages } from "./en.messages";
import { enShared } from "./en.shared";
import { enRecords } from "./en.records";
import { enSignIn } from "./en.signIn";

/** Every text of the portal in English. `es.ts` has the same keys; a missing one does not compile. Reading age 11. */
export const en = {
  languageName: "English",
  app: {
    name: "Kinchart",
    skip: "Skip to main content",
    mainNav: "Main",
    menu: "Menu",
    language: "Language",
    footer: "In an emergency call 911. Do not wait for an answer here.",
    terms: "Terms of use",
    newTab: "(opens in a new tab)",
    errorTitle: "Error",
    loading: "Loading…",
    showMore: "Show more",
    showingMore: (count: number) => (count === 1 ? "1 more shown." : `${count} more shown.`),
    notProvided: "Not provided",
    back: "Back",
    cancel: "Cancel",
    continue: "Continue",
    tryAgain: "Try again",
    home: "Go to the home page",
  },
  nav: {
    home: "Home", appointments: "Appointments", forms: "Forms", prescriptions: "Prescriptions", labs: "Lab results", billing: "Billing", health: "Health record", messages: "Messages",
    documents: "Documents",
  },
  viewing: {
    button: (name: string) => `Viewing: ${name}`,
    menu: "Choose whose record to see",
    acting: (name: string, relationship: string) => `You are acting for ${name} (${relationship}).`,
    titleOf: (page: string, name: string) => `${page} – ${name}`,
    backToOwn: "Go back to your own record",
    relationships: {
      self: "you", child: "child", daughter: "daughter", son: "son", parent: "parent", mother: "mother", father: "father", spouse: "husband or wife",
      partner: "partner", sibling: "brother or sister", grandparent: "grandparent", grandchild: "grandchild", friend: "friend", family: "family",
      "cared-for": "someone you care for", represented: "someone you act for", other: "someone else",
    } as Record<string, string>,
  },
  problem: {
    title: "There is a problem",
    network: "We cannot reach Kinchart. Check your internet connection, then try again.",
    server: "Something went wrong on our side. Wait a few minutes, then try again.",
    conflict: "Your last try is still being worked on. Wait a moment, then try again.",
    changed: "Somebody changed this at the same moment. Look at it again, then try again.",
    gone: "This is not here any more. Load the page again.",
    check: "Check this answer, then try again",
    forbidden: "You do not have access to this part of the record.",
    tooMany: (wait: string) => `There were too many tries. Wait ${wait}, then try again.`,
    seconds: (n: number) => (n === 1 ? "1 second" : `${n} seconds`),
    minutes: (n: number) => (n === 1 ? "1 minute" : `${n} minutes`),
    reference: (id: string) => `If you call for help, give this number: ${id}`,
    failedTitle: "This part could not be loaded",
    crashTitle: "Sorry, this page stopped working",
    crash: "Load the page again. Nothing in your record has changed.",
    reload: "Load the page again",
    offline: "You are not connected to the internet. What you see may be out of date.",
  },
  notFound: {
    title: "Page not found",
    text: "The address may be mistyped or the page may have moved.",
    memberTitle: "Record not found",
    memberText: "This record is not in your account. Someone may have changed who can see it.",
  },
  noMembers: {
    title: "No record yet",
    text: "Your account is ready, but no record is linked to it. Call your practice and ask them to send you an invitation.",
  },
  staffLogin: {
    title: "This login is for the practice console",
    text: (practice: string) => `With this login you work for ${practice}. It holds no health record of your own.`,
    toConsole: "Go to the practice console",
  },
  timeout: {
    title: "You are about to be signed out",
    text: (left: string) => `To protect your privacy we will sign you out in ${left}.`,
    stay: "Stay signed in",
    signOut: "Sign out",
  },
  field: {
    showPassword: "Show password",
    hidePassword: "Hide password",
    passwordShown: "Your password is shown",
    passwordHidden: "Your password is hidden",
  },
  dateOfBirth: {
    month: "Month", day: "Day", year: "Year",
    hint: "For example, 4 28 1956",
    missing: (parts: string) => `Date of birth must include a ${parts}`,
    missingAll: "Enter the date of birth",
    impossible: "Date of birth must be a real date",
    unreadable: {
      month: "Month must be a number from 1 to 12, or a name such as April",
      day: "Day must be a number from 1 to 31",
      year: "Year must have 4 digits, for example 1956",
    },
    future: "Date of birth must be in the past",
    parts: { month: "month", day: "day", year: "year" },
  },
  ...enInvite,
  ...enSignIn,
  ...enAccount,
  ...enFamily,
  ...enRecords,
  ...enDownloads,
  ...enHealth,
  ...enBilling,
  ...enForms,
  ...enMessages,
  ...enDocuments,
  ...enShared,
  terms: {
    title: "Terms of use",
    parts: [
      ["What Kinchart is", "Kinchart shows you the records that your practice shares with you. It does not replace the advice of your doctor."],
      ["In an emergency", "Call 911. Nobody watches Kinchart around the clock."],
      ["Your account", "Your account is yours alone. Do not share your password. To let a family member or caregiver see your record, ask your practice to give them an account of their own."],
      ["Your privacy", "Only you, the people you or your practice allow, and your practice can see your record. Your audit logs show who looked at it, and when. We do not sell your data and we do not use it for advertising."],
      ["Mistakes in your record", "The record belongs to your practice. If something is wrong, tell your practice. They can correct it."],
      ["Ending your account", "You can stop using Kinchart at any time. Ask your practice to close your account. Your practice keeps its own record, as the law requires."],
    ] as [string, string][],
  },
};

export type Messages = typeof en;
