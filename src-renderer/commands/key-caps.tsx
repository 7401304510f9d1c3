import { words } from '#shared/words/words.ts'
import { capsOf, describeKeys } from './key-names.ts'

/** Shows keys as key caps. */
export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1 whitespace-nowrap text-muted text-xs">
      <span className="sr-only">{describeKeys(keys, words.shell.keys.andThen)}</span>
      {capsOf(keys).map((caps, press) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: presses have no identity but their place
        <span key={press} aria-hidden className="inline-flex items-center gap-0.5">
          {press > 0 && <span className="px-0.5 text-faint">{words.shell.keys.andThen}</span>}
          {caps.map((cap) => (
            <kbd
              key={cap}
              className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-xs"
            >
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
