// SPDX-License-Identifier: MIT

import {
    CloudError,
    documentNameProblem,
    folderProblem,
    normalizedFolder,
    type AccountOverview,
    type CloudDocument
} from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { DocumentLanguages } from '../document-languages';
import { ownDocuments } from '../file-system/cloud-folder';
import { LocalText } from '../local-text';
import { quoted, quotedPlainly } from '../quoted';
import { inDisplayLanguage } from '../sentences/in-display-language';
import { AccountUsage } from './account-usage';
import { askToReplace } from './ask-to-replace';
import { CloudListing } from './cloud-listing';
import { type FailureSentences, ManyDocuments } from './many-documents';
import { withLeftOut } from './left-out-files';
import { ReplaceDocuments } from './replace-documents';
import { Replacements } from './replacements';
import { MOST_UPLOADS, type UploadFile, type UploadSelection } from './upload-file';
import { checkUploadSize } from './upload-limit';
import { uploadText } from './upload-text';

/** A file with the document that it replaces, if any. */
interface Upload {
    readonly file: UploadFile;
    readonly folder: string;
    readonly replaces: CloudDocument | undefined;
    readonly key: string;
    /** Whether a file before it has the same path in the cloud. */
    readonly isDouble: boolean;
}

/** Makes cloud documents of files that the user drops or chooses. */
@injectable()
export class UploadFiles {
    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(AccountUsage)
    protected readonly usage: AccountUsage;

    @inject(DocumentLanguages)
    protected readonly languages: DocumentLanguages;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(LocalText)
    protected readonly texts: Pick<LocalText, 'reasonFor'>;

    @inject(ReplaceDocuments)
    protected readonly replacing: ReplaceDocuments;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /**
     * Uploads files to a folder, those of folders to folders below it. Asks first what happens to documents with the same
     * names.
     */
    async run({ files, leftOut }: UploadSelection, folder: string): Promise<void> {
        if (files.length === 0) {
            if (leftOut.length > 0) {
                await this.messages.info(withLeftOut(nls.localize('sanyam/upload/none', 'Uploaded no file.'), leftOut));
            }
            return;
        }
        if (files.length > MOST_UPLOADS) {
            const text = nls.localize(
                'sanyam/upload/tooMany',
                'Could not upload more than {0} files. Upload at most {0} at a time.',
                MOST_UPLOADS
            );
            await this.messages.error(text);
            return;
        }
        const uploads = await this.settleNames(uploadsOf(files, folder));
        if (uploads !== undefined) {
            await this.upload(uploads, leftOut);
        }
    }

    private async upload(uploads: readonly Upload[], leftOut: readonly string[] = []): Promise<void> {
        const replaced = new Replacements();
        // Asked for each time: a retry can follow an upgrade.
        const overview = await this.usage.fresh();
        const { done, failed, canceled } = await this.many.run({
            items: uploads,
            nameOf,
            progress: nls.localize('sanyam/upload/progress', 'Uploading {0} files…', uploads.length),
            perform: (upload, signal) => this.send(upload, overview, replaced, signal)
        });
        const [first] = done;
        if (canceled.length > 0) {
            const text = nls.localize(
                'sanyam/upload/canceled',
                'Canceled the upload. {0} of {1} files are uploaded.',
                done.length,
                uploads.length
            );
            void this.replacing.say(withLeftOut(text, leftOut), replaced);
        } else if (first) {
            const text =
                uploads.length === 1
                    ? nls.localize('sanyam/upload/doneOne', 'Uploaded {0}.', quoted(first.item.file.name))
                    : nls.localize('sanyam/upload/done', 'Uploaded {0} of {1} files.', done.length, uploads.length);
            void this.replacing.say(withLeftOut(text, leftOut), replaced);
        }
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/upload/failed', 'Could not upload {0}', name),
            several: count => nls.localize('sanyam/upload/failedSeveral', 'Could not upload {0} files', count)
        };
        await this.many.showFailures(sentences, failed, nameOf, items => this.upload(items));
    }

    private async send(
        { file, folder, replaces, key, isDouble }: Upload,
        overview: AccountOverview | undefined,
        replaced: Replacements,
        signal: AbortSignal
    ): Promise<void> {
        const problem = documentNameProblem(file.name) ?? folderProblem(folder);
        if (problem !== undefined) {
            throw new Error(inDisplayLanguage(problem));
        }
        if (isDouble) {
            throw new CloudError(
                'VALIDATION_ERROR',
                'Another of the files has this path in another Unicode form. Rename one of them.'
            );
        }
        checkUploadSize(file.size, overview);
        const content = await uploadText(file.name, await file.read(), this.texts);
        if (replaces) {
            this.listing.note(await this.replacing.replace(replaces, content, replaced, signal));
            return;
        }
        const { name } = file;
        const language_id = this.languages.detect(new URI().withPath(`/${name}`));
        this.listing.note(
            await this.service.create({ name, folder, language_id, content, idempotency_key: key }, signal)
        );
    }

    /** Returns undefined if the user cancels. */
    private async settleNames(uploads: readonly Upload[]): Promise<readonly Upload[] | undefined> {
        const ownDocumentAt = ownDocuments(this.listing.documents);
        const documentOf = ({ folder, file }: Upload): CloudDocument | undefined => ownDocumentAt(folder, file.name);
        const clashing = uploads.map(documentOf).filter(document => document !== undefined);
        const [first] = clashing;
        if (!first) {
            return uploads;
        }
        const msg =
            clashing.length === 1
                ? nls.localize('sanyam/upload/existsOne', '{0} already exists here.', quotedPlainly(first.name))
                : nls.localize('sanyam/upload/existsMany', '{0} of the files already exist here.', clashing.length);
        const title = nls.localize('sanyam/upload/existsTitle', 'Upload');
        const answer = await askToReplace(title, `${msg} ${await this.replacing.consequence()}`);
        if (answer === undefined) {
            return undefined;
        }
        return answer === 'replace' ? uploads.map(upload => ({ ...upload, replaces: documentOf(upload) })) : uploads;
    }
}

/** Of files that differ only in their Unicode form, as two on a disk can, the cloud has room for one. */
function uploadsOf(files: readonly UploadFile[], folder: string): Upload[] {
    const paths = new Set<string>();
    return files.map(file => {
        const into = joined(folder, file.folder);
        const path = normalizedFolder(`${into}/${file.name}`);
        const isDouble = paths.has(path);
        paths.add(path);
        return { file, folder: into, replaces: undefined, key: generateUuid(), isDouble };
    });
}

function nameOf({ file }: Upload): string {
    return file.folder === '' ? file.name : `${file.folder}/${file.name}`;
}

function joined(folder: string, below: string): string {
    return [folder, below].filter(path => path !== '').join('/');
}
