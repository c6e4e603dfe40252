import { useState } from "react";
import { useNavigate } from "react-router";
import type { DoneState } from "../../portal/account/DoneNotice";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { SelectField } from "../../ui/Field";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import type { ThreadPart } from "./Answer";
import { useChangeThread, useColleagues, useNameOf, useTellThreads } from "./threads";

/** Hand over, close or open again, mark as not seen. */
export function ThreadActions({ thread, errors, say }: ThreadPart) {
  const { s } = useStaffText();
  const texts = s.inbox;
  const navigate = useNavigate();
  const change = useChangeThread(thread.id);
  const tell = useTellThreads();
  const { busy, run } = useConsoleOperation<"assign" | "state" | "unseen">(errors, (problem) => {
    // A colleague was quicker: the page shows what it is now.
    if (problem.status === 409) void tell();
    return null;
  });
  const isOpen = thread.state === "open";
  const turn = async () => {
    say(null);
    await change({ state: isOpen ? "closed" : "open" });
    say(isOpen ? texts.nowClosed : texts.reopened);
  };
  const markUnseen = async () => {
    await change({ seen: false });
    void navigate("/inbox", { state: { done: "marked" } satisfies DoneState });
  };
  return (
    <Card title={texts.change}>
      <Assign thread={thread} isPending={busy === "assign"} assign={(id, name) =>
        void run("assign", async () => {
          say(null);
          await change({ assignee: id });
          say(texts.assigned(name));
        })
      } />
      <div className="flex flex-wrap gap-3">
        <Button look="secondary" isPending={busy === "state"} onPress={() => void run("state", turn)}>
          {isOpen ? texts.close : texts.reopen}
        </Button>
        <Button look="secondary" isPending={busy === "unseen"} onPress={() => void run("unseen", markUnseen)}>
          {texts.markUnseen}
        </Button>
      </div>
    </Card>
  );
}

interface AssignProps extends Pick<ThreadPart, "thread"> {
  isPending: boolean;
  assign: (id: string, name: string) => void;
}

function Assign({ thread, isPending, assign }: AssignProps) {
  const { s } = useStaffText();
  const texts = s.inbox;
  const nameOf = useNameOf();
  const colleagues = useColleagues().data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  // Somebody who left the practice may still be the one it waits for.
  const everybody = colleagues.some(({ id }) => id === thread.assignee.id) ? colleagues : [thread.assignee, ...colleagues];
  const wanted = chosen ?? thread.assignee.id;
  return (
    <div className="mb-2">
      <SelectField id="assignee" label={texts.assign} value={wanted} onChange={setChosen} options={everybody.map((each) => [each.id ?? "", nameOf({ id: each.id ?? "", name: each.name ?? "" })])} />
      <p className="-mt-2 mb-4">
        <Button
          look="secondary"
          isPending={isPending}
          onPress={() => assign(wanted, everybody.filter(({ id }) => id === wanted).map((each) => nameOf({ id: each.id ?? "", name: each.name ?? "" }))[0] ?? "")}
        >
          {texts.assignButton}
        </Button>
      </p>
    </div>
  );
}
