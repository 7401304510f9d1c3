import type { ReactNode } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { words } from '#shared/words/words.ts'

const plugins = [remarkGfm]

/** Renders untrusted Markdown. HTML stays text, images are not fetched, and links open outside of the window. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="flex max-w-[76ch] flex-col gap-3 break-words">
      <ReactMarkdown remarkPlugins={plugins} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  )
}

const heading = (className: string) =>
  function Heading({ children }: { children?: ReactNode }) {
    return <p className={`font-semibold text-ink ${className}`}>{children}</p>
  }

const components: Components = {
  h1: heading('text-xl'),
  h2: heading('pt-2 text-lg'),
  h3: heading('pt-1'),
  h4: heading(''),
  h5: heading(''),
  h6: heading(''),
  ul: ({ children }) => <ul className="flex list-disc flex-col gap-1 ps-5 marker:text-faint">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="flex list-decimal flex-col gap-1 ps-6 marker:text-faint">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => (
    <blockquote className="flex flex-col gap-2 border-line-strong border-s-2 ps-3 text-muted">
      {children}
    </blockquote>
  ),
  hr: () => <hr className="border-line" />,
  pre: ({ children }) => (
    <pre className="overflow-x-auto rounded-lg border border-line bg-sunken p-3 font-mono text-sm [&>code]:bg-transparent [&>code]:p-0">
      {children}
    </pre>
  ),
  code: ({ children }) => <code className="rounded-sm bg-hover px-1 font-mono text-sm">{children}</code>,
  a: ({ href, children }) =>
    isOutside(href) ? (
      <a
        href={href}
        target="_blank"
        rel="noreferrer"
        title={href}
        className="text-accent underline underline-offset-2"
      >
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: ({ alt }) => <span className="text-muted">{words.common.image(alt ?? '')}</span>,
  table: ({ children }) => (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse">{children}</table>
    </div>
  ),
  tr: ({ children }) => <tr className="border-line/60 border-b last:border-b-0">{children}</tr>,
  // `react-markdown` passes the column alignment as `style`.
  th: ({ children, style }) => (
    <th style={style} className="bg-sunken px-3 py-1.5 text-start font-medium text-faint text-sm">
      {children}
    </th>
  ),
  td: ({ children, style }) => (
    <td style={style} className="tabular px-3 py-1.5 align-top">
      {children}
    </td>
  ),
}

/** Only absolute links work: relative file paths have no target in this window. */
const isOutside = (href: string | undefined): boolean => /^(https?|mailto):/i.test(href ?? '')
