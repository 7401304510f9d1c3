import { useRef, useState } from 'react'
import { failureOf } from '../../rpc/failure.ts'
import { Button } from '../../ui/controls/button.tsx'
import { saveParts } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.tsx'

interface PagedFile {
  readonly name: string
  readonly mediaType: string
  /** Text before the first page. */
  readonly head?: string
  readonly pages: AsyncIterable<readonly string[]>
}

interface ExportWords {
  readonly exporting: (count: number) => string
  readonly stop: string
  readonly exported: (count: number) => string
  readonly exportFailed: string
}

/** Exports a file page by page. `progress` shows the number of lines and a stop button. */
export function usePagedExport(says: ExportWords) {
  const [count, setCount] = useState<number | null>(null)
  const stopped = useRef(false)

  const start = async (open: () => Promise<PagedFile>) => {
    stopped.current = false
    setCount(0)
    // A failed page must not leave a partial file or an endless count.
    try {
      const { name, mediaType, head = '', pages } = await open()
      const parts = [head]
      let read = 0
      for await (const lines of pages) {
        if (stopped.current) return
        parts.push(lines.join(''))
        read += lines.length
        setCount(read)
      }
      saveParts(name, { parts, mediaType })
      showToast({ title: says.exported(read) })
    } catch (error) {
      showToast({ title: says.exportFailed, description: failureOf(error).message, isFailure: true })
    } finally {
      setCount(null)
    }
  }
  const stop = () => {
    stopped.current = true
    setCount(null)
  }
  const progress = count !== null && (
    <span className="flex items-center gap-2">
      <span role="status" className="tabular text-muted">
        {says.exporting(count)}
      </span>
      <Button onClick={stop}>{says.stop}</Button>
    </span>
  )
  return { progress, start }
}
