import { useText } from "../../i18n/language";
import { ResultPage } from "./ResultPage";

/** One laboratory test. */
export default function LabTest() {
  const { t } = useText();
  const { backToAll: back, test: name, result: value } = t.labs;
  return <ResultPage measured={{ section: "labs", category: "laboratory", path: "labs", back, name, value }} />;
}
