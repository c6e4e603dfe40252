/** The English texts of the page to download a record; a part of `en.ts`. */
export const enDownloads = {
  downloads: { title: "Download records" },
};
