import { startOwnWorker } from '../../../ui/own-worker.ts'
import type { ReadRequest } from './read-worker.ts'
import readWorker from './read-worker.ts?worker&url'
import { readValue, type SourceValue } from './source-value.ts'

/** Parses long texts in a worker, so that the page stays responsive. A newer text cancels the previous parse. */
export function createValueReader() {
  let worker: Worker | null = null
  let isBusy = false
  const end = () => {
    worker?.terminate()
    worker = null
    isBusy = false
  }
  return {
    read(request: ReadRequest, onRead: (read: SourceValue) => void): void {
      if (isBusy) end()
      isBusy = true
      worker ??= startOwnWorker(readWorker)
      worker.onmessage = ({ data }: MessageEvent<SourceValue>) => {
        isBusy = false
        onRead(data)
      }
      // If the worker cannot start, parse on the main thread.
      worker.onerror = () => {
        end()
        onRead(readValue(request.text, request.format))
      }
      worker.postMessage(request)
    },
    /** Stops a parse whose result is no longer needed. */
    cancel: () => {
      if (isBusy) end()
    },
    end,
  }
}
