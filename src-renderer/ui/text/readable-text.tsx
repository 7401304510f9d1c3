// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what a piece of it is
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { type Block, parseBlocks } from './readable-blocks.ts'

/**
 * Text written by an agent. Headings, lists and code are formatted. The text cannot produce markup, links or images.
 */
export function ReadableText({ text }: { text: string }) {
  return (
    <div className="flex flex-col gap-3 break-words">
      {parseBlocks(text).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  )
}

function BlockView({ block }: { block: Block }): ReactNode {
  switch (block.type) {
    case 'heading':
      return <p className="pt-1 font-semibold text-ink">{inline(block.text)}</p>
    case 'code':
      return (
        <pre className="overflow-x-auto rounded-lg border border-line bg-sunken p-3 font-mono text-sm">
          {block.text}
        </pre>
      )
    case 'list':
      return (
        <ul className="flex flex-col gap-1">
          {block.items.map((item, index) => (
            <li key={index} className="flex gap-2" style={{ paddingInlineStart: item.depth * 16 }}>
              <span
                className={clsx(
                  'tabular shrink-0 text-faint',
                  /^\d/.test(item.marker) ? 'min-w-5' : 'min-w-3',
                )}
              >
                {item.marker}
              </span>
              <span className="min-w-0">{inline(item.text)}</span>
            </li>
          ))}
        </ul>
      )
    case 'quote':
      return (
        <blockquote className="ms-5 whitespace-pre-wrap border-line-strong border-s-2 ps-3 text-muted">
          {inline(block.text)}
        </blockquote>
      )
    case 'table':
      return <TableView rows={block.rows} />
    case 'text':
      return <p className="whitespace-pre-wrap">{inline(block.text)}</p>
  }
}

function TableView({ rows: [head = [], ...rows] }: { rows: readonly (readonly string[])[] }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-line border-b bg-sunken text-faint text-sm">
            {head.map((cell, index) => (
              <th key={index} className="px-3 py-1.5 font-medium">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-line/60 border-b last:border-b-0">
              {row.map((cell, column) => (
                <td key={column} className="px-3 py-1.5 align-top">
                  {inline(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Formats `**strong**`, `_aside_` and code in backticks; other text stays unchanged. */
function inline(text: string): ReactNode[] {
  return text.split(/(\*\*[^*\n]+\*\*|(?<!\w)_[^_]+_(?!\w)|`[^`\n]+`)/).map((part, index) => {
    if (part.startsWith('**') && part.length > 4) return <strong key={index}>{part.slice(2, -2)}</strong>
    if (part.startsWith('_') && part.length > 2) {
      return (
        <span key={index} className="text-muted">
          {part.slice(1, -1)}
        </span>
      )
    }
    if (!part.startsWith('`') || part.length < 3) return part
    return (
      <code key={index} className="rounded-sm bg-hover px-1 font-mono text-sm">
        {part.slice(1, -1)}
      </code>
    )
  })
}
