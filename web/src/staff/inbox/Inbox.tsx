import { Page } from "../../ui/Page";
import { useStaffText } from "../text";

export function Inbox() {
  const { s } = useStaffText();
  return <Page title={s.inbox.title}>{null}</Page>;
}
