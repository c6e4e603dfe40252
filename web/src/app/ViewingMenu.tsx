import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useNavigate } from "react-router";
import type { Member } from "../api/queries/account";
import { nameOf } from "../i18n/format";
import { useText } from "../i18n/language";
import { UnreadCount } from "../portal/messages/UnreadCount";
import { Button } from "../ui/Button";

/** Says whose record is on the screen and changes it. Each member starts on their own home page. */
export function ViewingMenu({ members, viewed }: { members: Member[]; viewed: Member }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <MenuTrigger>
      <Button look="secondary">
        {t.viewing.button(nameOf(viewed))}
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="rounded-lg border-2 border-ink bg-white p-1">
        <Menu
          aria-label={t.viewing.menu}
          selectionMode="single"
          selectedKeys={[viewed.id]}
          onAction={(key) => void navigate(`/m/${key}`)}
          className="min-w-60 outline-none"
        >
          {members.map((member) => (
            <MenuItem
              key={member.id}
              id={member.id}
              textValue={nameOf(member)}
              className="flex min-h-12 cursor-pointer items-center gap-2 rounded px-3 py-2 focused:bg-cool selected:font-bold"
            >
              <span aria-hidden="true" className="w-5">
                {member.id === viewed.id ? "✓" : ""}
              </span>
              <span>
                {nameOf(member)} ({t.viewing.relationships[member.relationship] ?? member.relationship})
                <UnreadCount member={member} />
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
