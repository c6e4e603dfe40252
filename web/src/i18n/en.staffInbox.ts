/** The English texts of the console's inbox and of the documents that patients shared. */
export const enStaffInbox = {
  inbox: {
    title: "Inbox",
  },
  received: {
    title: "Documents from patients",
  },
};
