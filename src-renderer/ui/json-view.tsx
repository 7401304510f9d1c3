import { CopyButton } from './copy-button.tsx'

/** Worth showing at all. */
export const hasContent = (value: unknown): boolean =>
  value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)

export function JsonView({ value }: { value: unknown }) {
  const text = JSON.stringify(value, null, 2)
  return (
    <div className="relative rounded-lg border border-line bg-sunken">
      <div className="absolute top-1 right-1">
        <CopyButton text={text} label="Copy JSON" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <pre className="max-h-[60vh] overflow-auto p-3 pr-10 font-mono text-sm" tabIndex={0}>
        {text}
      </pre>
    </div>
  )
}

/** Structured data that most people do not need: folded until asked for. */
export function FoldedJson({ label, value }: { label: string; value: unknown }) {
  return (
    <details className="group">
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted hover:text-ink">{label}</summary>
      <div className="mt-2">
        <JsonView value={value} />
      </div>
    </details>
  )
}
