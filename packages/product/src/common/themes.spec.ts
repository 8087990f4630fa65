// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { ThemePalette } from './theme-palette';
import { THEMES } from './themes';

/** What WCAG 2.2 asks of text at level AA (1.4.3) and of what is drawn (1.4.11). */
const TEXT_CONTRAST = 4.5;
const DRAWING_CONTRAST = 3;

const grounds = ['editor', 'sideBar', 'frame', 'raised', 'input', 'lineHighlight', 'hover', 'selected'] as const;
const shellTexts = [
    'text',
    'muted',
    'accent',
    'error',
    'warning',
    'information',
    'added',
    'modified',
    'removed'
] as const;
const sourceTexts = [
    ...(['text', 'comment', 'keyword', 'string', 'number', 'type', 'function', 'parameter', 'tag', 'regexp'] as const)
];

/** Red, green, blue and opacity of `#rrggbb` or `#rrggbbaa`, each from 0 to 1. */
function channels(color: string): [number, number, number, number] {
    expect(color).to.match(/^#[0-9a-f]{6}([0-9a-f]{2})?$/);
    const channel = (start: number) => parseInt(color.slice(start, start + 2) || 'ff', 16) / 255;
    return [channel(1), channel(3), channel(5), channel(7)];
}

/** Relative luminance as WCAG defines it. */
function luminance(color: string): number {
    const [red, green, blue] = channels(color).map(value =>
        value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    ) as [number, number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(foreground: string, background: string): number {
    const [lighter, darker] = [luminance(foreground), luminance(background)].sort((a, b) => b - a) as [number, number];
    return (lighter + 0.05) / (darker + 0.05);
}

/** A translucent colour painted on an opaque one. */
function painted(color: string, ground: string): string {
    const [, , , opacity] = channels(color);
    const behind = channels(ground);
    const mixed = channels(color).map((value, index) => value * opacity + (behind[index] ?? 0) * (1 - opacity));
    return `#${mixed
        .slice(0, 3)
        .map(value =>
            Math.round(value * 255)
                .toString(16)
                .padStart(2, '0')
        )
        .join('')}`;
}

function expectReadable(palette: ThemePalette, texts: readonly (keyof ThemePalette)[], ground: string, where: string) {
    for (const text of texts) {
        expect(contrast(palette[text], ground), `${text} on ${where}`).to.be.at.least(TEXT_CONTRAST);
    }
}

for (const { label, palette, json } of THEMES) {
    describe(label, () => {
        it('writes every colour as #rrggbb or #rrggbbaa', () => {
            for (const color of Object.values(json.colors)) {
                channels(color);
            }
        });

        it('colours tokens without opacity, which Theia would drop', () => {
            for (const { settings } of json.tokenColors) {
                expect(settings.foreground ?? palette.text).to.match(/^#[0-9a-f]{6}$/);
            }
        });

        it('has readable text on every ground of the window', () => {
            for (const ground of grounds) {
                expectReadable(palette, shellTexts, palette[ground], ground);
            }
        });

        it('has readable source text in the editor, on the current line and in a selection', () => {
            for (const ground of ['editor', 'lineHighlight', 'selection'] as const) {
                expectReadable(palette, sourceTexts, palette[ground], ground);
            }
        });

        it('has readable source text where a diff marks what was inserted or removed', () => {
            for (const change of ['inserted', 'removed']) {
                const line = painted(json.colors[`diffEditor.${change}LineBackground`] ?? '', palette.editor);
                const text = painted(json.colors[`diffEditor.${change}TextBackground`] ?? '', line);
                expectReadable(palette, sourceTexts, text, `${change} text`);
            }
        });

        it('has readable buttons and badges', () => {
            expect(contrast(palette.onButton, palette.button)).to.be.at.least(TEXT_CONTRAST);
            expect(contrast(palette.onButton, palette.buttonHover)).to.be.at.least(TEXT_CONTRAST);
        });

        it('draws a focus that can be seen', () => {
            for (const ground of grounds) {
                expect(contrast(palette.accent, palette[ground]), ground).to.be.at.least(DRAWING_CONTRAST);
            }
        });
    });
}
