import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import type { Credentials } from "../api";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { copy, select } from "./clipboard";

/** What was made, and whether its password is on the clipboard already. Lives in the state of one page only, and goes with it. */
export interface Made {
  credentials: Credentials;
  copied: Promise<boolean>;
}

/** The login details that are shown once (D4). Ctrl+C or Cmd+C copies all of it, unless something else is selected. */
export function CredentialsMessage({ made: { credentials, copied } }: { made: Made }) {
  const { s } = useStaffText();
  const { staff } = useStaff();
  const texts = s.credentials;
  const heading = useRef<HTMLHeadingElement>(null);
  const message = useRef<HTMLPreElement>(null);
  const secret = useRef<HTMLElement>(null);
  const [said, say] = useState("");

  const tell = (part: "password" | "message", isDone: boolean) => {
    say(texts[isDone ? "copied" : "refused"][part]);
    const element = part === "password" ? secret.current : message.current;
    if (!isDone && element) select(element);
  };
  useEffect(() => {
    heading.current?.focus();
    let isShown = true;
    void copied.then((isDone) => isShown && tell("password", isDone));
    return () => {
      isShown = false;
    };
    // Told once: a change of the language says nothing new.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [copied]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCopy = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "c";
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (!isCopy || isTyping || !window.getSelection()?.isCollapsed || !message.current) return;
      // The browser then copies what it finds selected.
      select(message.current);
      say(texts.copied.message);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [texts]);

  const text = () => message.current?.innerText ?? "";
  return (
    <section aria-labelledby="credentials" className="mb-6 rounded-lg border-2 border-brand bg-white p-4 sm:p-6">
      <h2 ref={heading} id="credentials" tabIndex={-1} className="text-xl font-bold sm:text-2xl">
        {texts.title}
      </h2>
      <p className="mb-3">{texts.once}</p>
      <pre ref={message} className="mb-3 rounded border border-line bg-paper p-4 font-sans whitespace-pre-wrap">
        {`${texts.intro(staff.practice.name)}\n${texts.username}: ${credentials.username}\n${texts.password}: `}
        <strong ref={secret} className="font-mono text-lg">
          {credentials.temporary_password}
        </strong>
        {`\n${texts.link}: ${credentials.link}\n${texts.after}`}
      </pre>
      <div className="flex flex-wrap gap-3">
        <Button onPress={() => void copy(credentials.temporary_password).then((isDone) => tell("password", isDone))}>{texts.copyPassword}</Button>
        <Button look="secondary" onPress={() => void copy(text()).then((isDone) => tell("message", isDone))}>
          {texts.copyMessage}
        </Button>
      </div>
      <p className="mt-2 text-quiet">{texts.keys}</p>
      <p role="status" className="mt-2 min-h-6 font-bold">
        {said}
      </p>
    </section>
  );
}
