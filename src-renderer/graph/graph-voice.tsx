/** Says what the keys have come to, to those who do not see it. */
export function GraphVoice({ text }: { text: string }) {
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  )
}
