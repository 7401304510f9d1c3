import { useRef, useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { failureOf } from '../../rpc/failure.ts'
import { saveParts } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'

/** The whole log as a file: its head in the first line, then each entry as it lies in the table. */
export function useLogExport() {
  const { client } = useRpc()
  const [count, setCount] = useState<number | null>(null)
  const stopped = useRef(false)
  const start = async () => {
    stopped.current = false
    setCount(0)
    // A page that does not come must not leave half a file behind, nor a count that never ends.
    try {
      const { head, checked } = await client.audit.getState()
      const parts = [`${JSON.stringify({ head, checked })}\n`]
      let read = 0
      for (let after = 0; after < head.seq; ) {
        const { lines, next }: { lines: string[]; next: number | null } = await client.audit.exportEntries({
          after,
          limit: Math.min(1000, head.seq - after),
        })
        if (stopped.current) return
        parts.push(lines.map((line) => `${line}\n`).join(''))
        read += lines.length
        setCount(read)
        if (next === null) break
        after = next
      }
      saveParts(`switchyard-log-${head.seq}.jsonl`, { parts, mediaType: 'application/jsonl' })
      showToast({ title: words.audit.exported(read) })
    } catch (error) {
      showToast({ title: words.audit.exportFailed, description: failureOf(error).message, isFailure: true })
    } finally {
      setCount(null)
    }
  }
  const stop = () => {
    stopped.current = true
    setCount(null)
  }
  return { count, start, stop }
}
