export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="2" strokeLinecap="round">
        <path d="M4.5 16.5h15" />
        <path d="M4.5 16.5c6 0 6-9 12-9h3" opacity=".75" />
      </g>
      <circle cx="7" cy="16.5" r="1.9" fill="var(--on-accent)" />
    </svg>
  )
}
