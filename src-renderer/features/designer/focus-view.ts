/** Back to the graph or the outline, from a field that is done with. */
export function focusView(): void {
  const view = document.querySelector('[data-plan-view]')
  const target = view?.querySelector(
    '[role=treegrid], [role=application], .react-flow[tabindex], [tabindex="0"]',
  )
  if (target instanceof HTMLElement) target.focus()
}
