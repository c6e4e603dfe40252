import { NavLink } from "react-router";

/** The views of one part of the console, each with an address of its own. */
export function SubNav({ label, links }: { label: string; links: readonly (readonly [path: string, title: string])[] }) {
  return (
    <nav aria-label={label} className="mb-6 print:hidden">
      <ul role="list" className="flex flex-wrap gap-x-6 border-b border-line">
        {links.map(([path, title]) => (
          <li key={path} className="flex">
            <NavLink to={path} end className="tab-link">
              {title}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
