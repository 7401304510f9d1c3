import { words } from '#shared/words/words.ts'
import { MonoBox } from './mono-box.tsx'

/** False for null and for empty objects and arrays. */
export const hasContent = (value: unknown): boolean =>
  value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)

export function JsonView({ value }: { value: unknown }) {
  return <MonoBox text={JSON.stringify(value, null, 2)} copyLabel={words.common.copyJson} />
}

/** Structured data that most users do not need: collapsed initially. */
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
