import { useEffect } from 'react'

/** Sets the document title while the screen is mounted. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Switchyard' : `${title} · Switchyard`
  }, [title])
}
