import { House, RotateCw, Unplug } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { currentHost } from '../host/current-host.ts'
import { useConnection } from '../rpc/context.tsx'
import { Button } from './controls/button.tsx'
import { ButtonLink } from './controls/button-link.tsx'
import { CodeNotFetchedError } from './lazy-screen.tsx'

const say = words.shell.broken

/** Replaces a broken screen. Shows what is saved, how to continue, and details for a bug report. */
export function BrokenPart({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const [isCopied, setCopied] = useState(false)
  const details = detailsOf(error)
  const { status } = useConnection()
  const needsReload = error instanceof CodeNotFetchedError
  const copy = () =>
    void currentHost()
      .copyText(details)
      .then(() => setCopied(true))
  return (
    <div role="alert" className="mx-auto flex max-w-[640px] flex-col items-start gap-4 px-6 py-10">
      <span className="inline-flex size-10 items-center justify-center rounded-lg bg-failed-soft text-failed">
        <Unplug size={18} aria-hidden />
      </span>
      <div>
        <h1 className="font-semibold text-xl">{say.title}</h1>
        <p className="mt-1 text-muted">{say.safe}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          icon={RotateCw}
          // Without a server, a reload would lose the page.
          disabled={needsReload && status !== 'open'}
          onClick={needsReload ? () => location.reload() : onAgain}
        >
          {say.again}
        </Button>
        <ButtonLink to="/" search={{}} icon={House}>
          {say.home}
        </ButtonLink>
        <Button onClick={copy}>{isCopied ? say.copied : say.copy}</Button>
      </div>
      <details className="w-full">
        <summary className="text-muted">{say.details}</summary>
        <pre className="mt-2 max-h-[40vh] overflow-auto whitespace-pre-wrap break-words rounded-md border border-line bg-sunken p-3 font-mono text-sm">
          {details}
        </pre>
      </details>
    </div>
  )
}

/** The error and the address, which identifies the run and task but contains none of their content. */
const detailsOf = (error: unknown): string =>
  [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    `at ${location.hash === '' ? '#/' : location.hash}`,
    navigator.userAgent,
  ].join('\n\n')
