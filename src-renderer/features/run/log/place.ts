import type { LogPlace } from '#shared/contract/runs/run-log.ts'

/** The line that an address names, as `seq.line`. */
export function placeIn({ line }: { readonly line?: string }): LogPlace | null {
  const [seq, number] = (line ?? '').split('.').map(Number)
  return seq === undefined || number === undefined ? null : { seq, line: number }
}
