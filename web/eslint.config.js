import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "src/api/schema.d.ts"] },
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat["recommended-latest"],
  {
    rules: {
      // Lists without bullets (in Safari) and tables drawn as cards lose their role unless it is said again.
      "jsx-a11y/no-redundant-roles": ["error", { ul: ["list"], thead: ["rowgroup"], tbody: ["rowgroup"] }],
    },
  },
);
