import type { ReactNode } from "react";
import { useText } from "../i18n/language";

export interface Column<Row> {
  title: string;
  /** Null or an empty text shows as "Not provided": no cell is ever blank. */
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** Names the table for screen readers. */
  label: string;
  /** At most five; the first one heads its row. */
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
}

/**
 * A table that turns into cards below `md`, each value under its column's title. `display: block` takes a table's meaning
 * away from screen readers, so every part says its role.
 */
export function DataTable<Row>({ label, columns, rows, rowKey }: DataTableProps<Row>) {
  const { t } = useText();
  return (
    <table role="table" aria-label={label} className="block w-full md:table">
      <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
        <tr role="row" className="md:table-row">
          {columns.map((column) => (
            <th key={column.title} role="columnheader" scope="col" className="border-b-2 border-ink py-2 pr-4 text-left font-bold wrap-normal first:w-1/4 md:table-cell">
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block md:table-row-group">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className="mb-3 block rounded-lg border border-line p-3 md:table-row md:border-0">
            {columns.map((column, index) => {
              const content = column.cell(row) || t.app.notProvided;
              const Cell = index === 0 ? "th" : "td";
              return (
                <Cell
                  key={column.title}
                  role={index === 0 ? "rowheader" : "cell"}
                  scope={index === 0 ? "row" : undefined}
                  className="block py-1 text-left align-top font-normal md:table-cell md:border-b md:border-line md:py-3 md:pr-4"
                >
                  {/* The header row says the same to screen readers. */}
                  <span aria-hidden="true" className="block font-bold md:hidden">
                    {column.title}
                  </span>
                  {content}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
