/** A picture of the report, as wide as its place. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const widest = 560;
/** On a narrower page pictures are scaled: below this their texts would run into each other. */
const narrowest = 420;
/** Those that arrange their texts for a phone. */
export const narrowestPhone = 250;

interface PictureProps {
  /** Draws it for a width in CSS pixels. */
  readonly draw: (width: number) => SVGSVGElement | null;
  /** The picture is drawn anew where this changes. */
  readonly of: unknown;
  readonly widest?: number;
  readonly narrowest?: number;
}

/** Draws it, and again where the place becomes wider or narrower. */
export function Picture({ draw, of, widest: most = widest, narrowest: least = narrowest }: PictureProps): VNode {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(Math.min(most, Math.max(least, entry!.contentRect.width)))));
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const drawn = width === 0 ? null : draw(width);
    place.current!.replaceChildren(...(drawn === null ? [] : [drawn]));
  }, [width, of]);
  return <div class="picture" ref={place} />;
}
