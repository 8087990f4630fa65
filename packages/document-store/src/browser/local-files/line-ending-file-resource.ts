// SPDX-License-Identifier: MIT

import { ResourceError, type ResourceSaveOptions } from '@theia/core/lib/common/resource';
import { Readable, newWriteableStream, type ReadableStream } from '@theia/core/lib/common/stream';
import type URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';
import { FileResource, FileResourceResolver } from '@theia/filesystem/lib/browser/file-resource';
import { editorEnding, StoredForm } from '../../common/stored-form';

/**
 * A file in an editor. A file that mixes line endings keeps them: Monaco gives all lines of a text one ending, and Theia
 * writes it to the file. If the user chooses an ending in the status bar, all lines get it.
 */
class LineEndingFileResource extends FileResource {
    /** The endings of the file, if it mixes them. */
    private form: StoredForm | undefined;
    /** The ending that the editor gave all lines when it read the file. */
    private readWith: '\n' | '\r\n' | undefined;

    override async readContents(options?: { encoding?: string }): Promise<string> {
        const text = await super.readContents(options);
        this.readWith = editorEnding(text);
        this.note(text);
        return text;
    }

    /** The whole text is needed to know its endings. */
    override async readStream(options?: { encoding?: string }): Promise<ReadableStream<string>> {
        const stream = newWriteableStream<string>(parts => parts.join(''));
        stream.end(await this.readContents(options));
        return stream;
    }

    protected override updateSavingContentChanges(): void {
        super.updateSavingContentChanges();
        const { saveContents, saveContentChanges } = this;
        if (saveContents !== undefined) {
            this.saveContents = async (content, options) => {
                await this.saveInForm(saveContents, content, options);
            };
            this.saveStream = async (content, options) => {
                await this.saveInForm(saveContents, Readable.toString(content), options);
            };
        }
        if (saveContentChanges !== undefined) {
            this.saveContentChanges = async (changes, options) => {
                // New lines would get the ending of the editor. Theia saves the whole text after this error.
                if (this.form !== undefined) {
                    throw ResourceError.OutOfSync({ message: 'Save the whole text.', data: { uri: this.uri } });
                }
                await saveContentChanges(changes, options);
            };
        }
    }

    private async saveInForm(
        save: NonNullable<FileResource['saveContents']>,
        content: string,
        options?: ResourceSaveOptions
    ): Promise<void> {
        const isChosen = content.includes('\n') && editorEnding(content) !== this.readWith;
        const text = this.form === undefined || isChosen ? content : this.form.restore(content);
        await save(text, options);
        this.note(text);
    }

    private note(text: string): void {
        // Most files have no return.
        const form = text.includes('\r') ? StoredForm.of(text) : undefined;
        this.form = form?.hasMixedEndings === true ? form : undefined;
    }
}

/** Opens files so that they keep their line endings. */
@injectable()
export class LineEndingFileResourceResolver extends FileResourceResolver {
    override async resolve(uri: URI): Promise<FileResource> {
        const plain = await super.resolve(uri);
        const resource = new LineEndingFileResource(uri, this.fileService, plain['options']);
        // After the new one, so that the file is watched all the time.
        plain.dispose();
        return resource;
    }
}
