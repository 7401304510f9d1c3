import { readValue, type SourceFormat } from './source-value.ts'

export interface ReadRequest {
  readonly text: string
  readonly format: SourceFormat
}

addEventListener('message', ({ data: { text, format } }: MessageEvent<ReadRequest>) => {
  postMessage(readValue(text, format))
})
