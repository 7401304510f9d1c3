import { words } from '../../words/words.ts'

/** Code as it is, with the numbers of its lines, which are no part of what is copied. */
export function CodeText({ text }: { readonly text: string }) {
  const count = text.replace(/\r?\n$/, '').split('\n').length
  const numbers = Array.from({ length: count }, (_, at) => at + 1).join('\n')
  return (
    <section
      aria-label={words.files.theCode}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-sunken font-mono text-sm"
    >
      <div className="flex w-max min-w-full">
        <pre
          aria-hidden
          className="tabular sticky start-0 select-none border-line border-e bg-sunken px-3 py-3 text-end text-muted"
        >
          {numbers}
        </pre>
        <pre className="p-3">{text}</pre>
      </div>
    </section>
  )
}
