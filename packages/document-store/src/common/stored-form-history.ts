// SPDX-License-Identifier: MIT

import type { StoredForm } from './stored-form';

/** How many forms are kept. Each may hold a whole text. */
const MAX_FORMS = 20;

/**
 * The stored form of each text in an editor's undo stack. A form holds from the version of the text at which it was read,
 * saved or chosen, so that Undo restores the line endings with the text. Versions are Monaco's alternative version ids:
 * each edit has a higher one than the text before, and Undo and Redo return to the one that the text had.
 */
export class StoredFormHistory {
    /** By version, the lowest first. */
    private forms: { readonly version: number; readonly form: StoredForm }[] = [];
    private version = 0;

    /** The form of the present text. Undefined before the first one is noted. */
    get current(): StoredForm | undefined {
        const form = this.forms.findLast(({ version }) => version <= this.version) ?? this.forms[0];
        return form?.form;
    }

    /** Notes the form in which the text of a version was read or saved. */
    note(version: number, form: StoredForm): void {
        const before = this.forms.filter(other => other.version < version);
        const after = this.forms.filter(other => other.version > version);
        this.forms = [...before, { version, form }, ...after].slice(-MAX_FORMS);
    }

    /**
     * Notes an edit, which ends the texts that Redo could restore.
     *
     * @param version of the new text
     * @param choosesEnding whether the edit gave all lines one ending
     */
    edited(version: number, choosesEnding: boolean): void {
        this.forms = this.forms.filter(form => form.version <= this.version);
        const form = this.current;
        this.version = version;
        if (choosesEnding && form !== undefined) {
            this.note(version, form.withChosenEnding());
        }
    }

    /** Notes that the editor has the text of a version that it had before, by Undo or Redo, or its first text. */
    moved(version: number): void {
        this.version = version;
    }
}
