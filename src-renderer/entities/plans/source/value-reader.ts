import { startOwnWorker } from '../../../ui/own-worker.ts'
import type { ReadRequest } from './read-worker.ts'
import readWorker from './read-worker.ts?worker&url'
import { readValue, type SourceValue } from './source-value.ts'

/** Reads long texts beside the page, which stays at hand; a newer text ends the reading of the one before. */
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
      // A worker that cannot be had: late is better than never.
      worker.onerror = () => {
        end()
        onRead(readValue(request.text, request.format))
      }
      worker.postMessage(request)
    },
    /** Stops a read whose result is no longer needed. */
    cancel: () => {
      if (isBusy) end()
    },
    end,
  }
}
