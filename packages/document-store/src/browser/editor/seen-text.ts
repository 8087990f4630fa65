// SPDX-License-Identifier: MIT

/**
 * The text that a window saw last, and the versions with this text. A document has one version for its text, its name and
 * its language, so a later version can have the same text.
 */
export class SeenText {
    private text = '';
    private first = 0;
    private last = 0;

    /** Notes the text of a version. */
    see(version: number, text: string): void {
        const isSame = this.last > 0 && text === this.text;
        this.first = isSame ? Math.min(this.first, version) : version;
        this.last = isSame ? Math.max(this.last, version) : version;
        this.text = text;
    }

    /** Returns the text of a version that was seen; `undefined` if another text was seen since, or no text at all. */
    of(version: number): string | undefined {
        return version >= this.first && version <= this.last ? this.text : undefined;
    }
}
