import type { ReactNode } from "react";
import { useDocuments, useFolders, type OwnDocument } from "../../api/queries/documents";
import { useText } from "../../i18n/language";
import { SelectField } from "../../ui/Field";
import { RecordList } from "../RecordList";

interface InFolderProps {
  chart: string;
  /** Of the choice. */
  id: string;
  /** Empty for those in none. */
  folder: string;
  onFolder: (folder: string) => void;
  /** Which of them are shown. */
  only?: (document: OwnDocument) => boolean;
  empty: string;
  children: (documents: OwnDocument[]) => ReactNode;
}

/** One's own documents by folder: the choice among the folders, and those of one of them. */
export function InFolder({ chart, id, folder, onFolder, only = () => true, empty, children }: InFolderProps) {
  const { t } = useText();
  const texts = t.documents;
  const folders = useFolders(chart).data?.folders ?? [];
  const { documents, list } = useDocuments(chart, { folder });
  const shown = documents.filter(only);
  const isElsewhere = !folder && folders.some((each) => each.documents > 0);
  return (
    <>
      {folders.length > 0 && (
        <SelectField
          id={id}
          label={texts.folder}
          value={folder}
          onChange={onFolder}
          options={[["", texts.noFolder], ...folders.map((each): [string, string] => [each.id, `${each.name} (${texts.count(each.documents)})`])]}
        />
      )}
      <RecordList list={list} count={shown.length} empty={isElsewhere ? texts.allFiled : empty}>
        {children(shown)}
      </RecordList>
    </>
  );
}
