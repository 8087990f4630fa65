// SPDX-License-Identifier: MIT

import { CloudError, type CloudDocument } from '@sanyam/types';
import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { ArchiveNames } from '../../common/export/archive-names';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { joinPath, splitPath } from '../file-system/tree-path';
import { quotedPlainly } from '../quoted';
import { askToReplace } from './ask-to-replace';
import { CloudListing } from './cloud-listing';
import { copyName } from './copy-name';
import { downloadObstacle } from './download-obstacle';
import { canceledSentence, downloadedSentence, downloadFailures, downloadProgress } from './download-sentences';
import { draggedDocuments, type DraggedDocument, type DraggedEntries } from './dragged-entries';
import { ManyDocuments } from './many-documents';
import { withNames } from './with-names';

/** A document with the file that it becomes. */
interface Download {
    readonly document: CloudDocument;
    /** The path of the file below the folder of the drop. No other download has it. */
    readonly path: string;
    /** The path as the cloud has it. */
    readonly wanted: string;
    /** Whether the path is another one because not every disk allows the names in it, or another document has it. */
    readonly isRenamed: boolean;
    /** Whether the user let it replace the file that is there. */
    readonly replaces: boolean;
}

/** Writes the texts of documents, as the cloud has them, in files of a folder on the disk. */
@injectable()
export class DownloadDocuments {
    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(FileService)
    protected readonly files: FileService;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    /** Downloads documents and folders. Asks first what happens to files with the same names. */
    async run(entries: DraggedEntries, folder: URI): Promise<void> {
        const held = this.listing.hold();
        await this.listing.settled().finally(() => held.dispose());
        const { failure, phase, isCut } = this.listing;
        if (entries.folders.length > 0 && (failure !== undefined || phase !== 'ready' || isCut)) {
            await this.showIncomplete(isCut ? listIsFull() : failure, () => this.run(entries, folder));
            return;
        }
        const documents = draggedDocuments(entries, this.listing.documents);
        if (documents.length === 0) {
            void this.messages.info(nls.localize('sanyam/cloudView/downloadedNone', 'Downloaded no document.'));
            return;
        }
        await this.begin(downloadsOf(documents), folder);
    }

    /** A part of a folder would look like all of it. */
    private async showIncomplete(failure: unknown, retry: () => Promise<void>): Promise<void> {
        const operation = nls.localize(
            'sanyam/cloudView/downloadIncomplete',
            'Could not download a folder: not all of its documents are listed'
        );
        await this.errors.show(operation, failure ?? new CloudError('SERVICE_UNAVAILABLE'), retry);
    }

    /** Asks about names that are in use, then downloads. */
    private async begin(downloads: readonly Download[], folder: URI): Promise<void> {
        const settled = await this.settleNames(downloads, folder);
        if (settled !== undefined) {
            await this.download(settled, folder);
        }
    }

    private async download(downloads: readonly Download[], folder: URI): Promise<void> {
        const nameOf = ({ path }: Download): string => path;
        const { done, failed, canceled } = await this.many.run({
            items: downloads,
            nameOf,
            ...downloadProgress(downloads.length),
            perform: (download, signal) => this.write(download, folder, signal)
        });
        const files = done.map(({ item }) => item);
        if (canceled.length > 0) {
            void this.messages.info(canceledSentence(files, downloads.length));
        } else if (files.length > 0) {
            const text = downloadedSentence(files, downloads.length, folder.path.base);
            void this.messages.info(text, { timeout: 10_000 });
        }
        await this.many.showFailures(downloadFailures(), failed, nameOf, items => this.begin(items, folder));
    }

    private async write({ document, path, replaces }: Download, folder: URI, signal: AbortSignal): Promise<void> {
        const file = folder.resolve(path);
        const { content, read_only_reason } = await this.service.read(document.id, signal);
        const reason =
            read_only_reason === 'trashed'
                ? nls.localize('sanyam/cloudView/downloadTrashed', 'It was moved to the trash meanwhile.')
                : await downloadObstacle(file, folder, replaces, await this.files.activateProvider(folder.scheme));
        if (reason !== undefined) {
            // An error of this kind offers no Retry, which would not help.
            throw new CloudError('VALIDATION_ERROR', reason);
        }
        await this.files.writeFile(file, BinaryBuffer.fromString(content));
    }

    /** Returns undefined if the user cancels. */
    private async settleNames(downloads: readonly Download[], folder: URI): Promise<readonly Download[] | undefined> {
        // What failed comes here again, also with an answer, and a file can be there that is only half written.
        const isThere = await Promise.all(
            downloads.map(async ({ path, replaces }) => !replaces && this.files.exists(folder.resolve(path)))
        );
        const clashing = new Set(downloads.filter((_, index) => isThere[index]));
        if (clashing.size === 0) {
            return downloads;
        }
        const answer = await askToReplace(
            nls.localize('sanyam/cloudView/download', 'Download'),
            replaceQuestion([...clashing].map(({ path }) => path)),
            'keepBoth'
        );
        if (answer === undefined) {
            return undefined;
        }
        if (answer === 'replace') {
            return downloads.map(download => (clashing.has(download) ? { ...download, replaces: true } : download));
        }
        const taken = new Set(downloads.map(({ path }) => path));
        const settled: Download[] = [];
        for (const download of downloads) {
            settled.push(clashing.has(download) ? await this.besides(download, folder, taken) : download);
        }
        return settled;
    }

    /** Returns a download to a file with a name that nothing has, and takes the name. */
    private async besides(download: Download, folder: URI, taken: Set<string>): Promise<Download> {
        const { parent, name } = splitPath(download.path);
        const tried = new Set<string>();
        for (;;) {
            const copy = copyName(name, tried);
            const path = joinPath(parent, copy);
            if (!taken.has(path) && !(await this.files.exists(folder.resolve(path)))) {
                taken.add(path);
                return { ...download, path };
            }
            tried.add(copy);
        }
    }
}

/** Returns what the user is asked about files that are on the disk already. */
function replaceQuestion(paths: readonly string[]): string | HTMLElement {
    const [first] = paths;
    if (paths.length === 1 && first !== undefined) {
        return nls.localize(
            'sanyam/cloudView/downloadExistsOne',
            'The folder on the disk has {0}. Replacing cannot be undone.',
            quotedPlainly(first)
        );
    }
    const sentence = nls.localize(
        'sanyam/cloudView/downloadExistsMany',
        'The disk has {0} of these files. Replacing cannot be undone.',
        paths.length
    );
    return withNames(sentence, paths);
}

/**
 * The names of files are those that an export gives: every system allows them, and each has one document. Documents of one
 * name have the same names each time, so that Replace puts each text in its own file.
 */
function downloadsOf(documents: readonly DraggedDocument[]): Download[] {
    const names = new ArchiveNames();
    const sorted = documents.toSorted((a, b) => (a.document.id < b.document.id ? -1 : 1));
    return sorted.map(({ document, folder }) => {
        const path = names.pathOf('', folder, document.name).slice(1);
        const wanted = joinPath(folder, document.name);
        return { document, path, wanted, isRenamed: path !== wanted, replaces: false };
    });
}

function listIsFull(): CloudError {
    const reason = nls.localize(
        'sanyam/cloudView/downloadCut',
        'You have more documents than the list holds. Export your documents instead.'
    );
    return new CloudError('VALIDATION_ERROR', reason);
}
