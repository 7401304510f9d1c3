// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what a piece of it is
import type { Snippet } from '#shared/model/memory-search.ts'

/** An excerpt with highlighted matches. */
export function SnippetText({ snippet }: { snippet: Snippet }) {
  return snippet.map(({ text, isMatch }, at) =>
    isMatch ? (
      <mark key={at} className="rounded-sm bg-warning-soft px-0.5 font-medium text-ink">
        {text}
      </mark>
    ) : (
      <span key={at}>{text}</span>
    ),
  )
}
