import { useText } from "../../i18n/language";
import { ResultPage } from "./ResultPage";

/** One laboratory test. */
export default function LabTest() {
  const { t } = useText();
  return <ResultPage measured={{ section: "labs", category: "laboratory", path: "labs", back: t.labs.backToAll }} />;
}
