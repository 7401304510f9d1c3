import { useEffect, useRef, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { currentHost } from '../host/current-host.ts'
import { Button } from '../ui/controls/button.tsx'
import { DialogFrame } from '../ui/controls/dialog-frame.tsx'

const { outside: say } = words.common

/** Asks before any link opens outside of the app. In the desktop app, the host asks instead. */
export function OutsideLinks() {
  const [address, setAddress] = useState<string | null>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => (currentHost().confirmsLinks ? undefined : interceptLinks(setAddress)), [])
  if (address === null) return null
  const close = () => setAddress(null)
  const open = () => {
    close()
    window.open(address, '_blank', 'noopener,noreferrer')
  }
  return (
    <DialogFrame
      isOpen
      title={say.title(hostOf(address))}
      about={say.about}
      startsAt={cancel}
      onClose={close}
      actions={
        <>
          <Button ref={cancel} onClick={close}>
            {words.common.cancel}
          </Button>
          <Button onClick={open}>{say.open}</Button>
        </>
      }
    >
      <p className="break-all font-mono text-sm">{address}</p>
    </DialogFrame>
  )
}

/** Listens on the document, so every link is covered. The middle button opens links as well. */
function interceptLinks(onLink: (address: string) => void): () => void {
  const intercept = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a[target=_blank]') : null
    if (!(link instanceof HTMLAnchorElement) || event.button > 1) return
    event.preventDefault()
    onLink(link.href)
  }
  document.addEventListener('click', intercept)
  document.addEventListener('auxclick', intercept)
  return () => {
    document.removeEventListener('click', intercept)
    document.removeEventListener('auxclick', intercept)
  }
}

/** The host in punycode, so that lookalike letters are visible; the path if the address has no host. */
function hostOf(address: string): string {
  const { host, pathname } = new URL(address)
  return host === '' ? pathname : host
}
