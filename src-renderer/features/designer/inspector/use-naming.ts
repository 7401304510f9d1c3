import { useCallback, useEffect, useRef } from 'react'
import { useDesignerUi, useDesignerUiStore } from '../designer-ui.ts'

/** Gives the focus to the title of the task that is to be named, with the title marked to be written over. */
export function useNaming(
  key: string | null,
): (input: HTMLInputElement | HTMLTextAreaElement | null) => void {
  const ui = useDesignerUiStore()
  const isMeant = useDesignerUi(({ naming, view }) => view !== 'outline' && naming !== null && naming === key)
  const input = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null)
  useEffect(() => {
    if (!isMeant || input.current === null) return
    input.current.focus()
    input.current.select()
    ui.setState({ naming: null })
  }, [isMeant, ui])
  return useCallback((element) => {
    input.current = element
  }, [])
}
