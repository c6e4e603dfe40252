import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../api/client";
import { useText } from "../i18n/language";
import { OutLink } from "../ui/Button";
import { Page } from "../ui/Page";
import { Loading } from "../ui/states";

/** An account that holds nobody's record: a login of staff, which is for the practice's console, or one that waits for an invitation. */
export function NoRecord() {
  const { t } = useText();
  const staff = useQuery({ queryKey: ["staff"], queryFn: () => answer(api.GET("/api/staff")), staleTime: Infinity, retry: false });
  if (staff.isPending) return <Loading />;
  if (!staff.data) {
    return (
      <Page title={t.noMembers.title} narrow>
        <p>{t.noMembers.text}</p>
      </Page>
    );
  }
  return (
    <Page title={t.staffLogin.title} narrow>
      <p className="mb-6">{t.staffLogin.text(staff.data.practice.name)}</p>
      <OutLink href="/staff">{t.staffLogin.toConsole}</OutLink>
    </Page>
  );
}
