import { Page } from "../../ui/Page";
import { useStaffText } from "../text";

export function Received() {
  const { s } = useStaffText();
  return <Page title={s.received.title}>{null}</Page>;
}
