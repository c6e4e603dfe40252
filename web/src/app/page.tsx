import { lazy, useState, type ComponentType } from "react";

type Load = () => Promise<{ default: ComponentType }>;

/**
 * A page in a file of its own. Once its file is there it is drawn at once: `lazy` alone would show "Loading" first, and
 * React holds what follows that back for 300 ms.
 */
export function page(load: Load) {
  let loaded: ComponentType | null = null;
  const fetchOnce = async () => {
    const file = await load();
    loaded = file.default;
    return file;
  };
  const Later = lazy(fetchOnce);
  const Page = () => {
    const [Content] = useState<ComponentType>(() => loaded ?? Later);
    return <Content />;
  };
  return Object.assign(Page, { fetch: fetchOnce });
}
