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
import { quoted, quotedPlainly } from '../quoted';
import { askToReplace } from './ask-to-replace';
import { CloudListing } from './cloud-listing';
import { copyName } from './copy-name';
import { downloadFailures } from './download-failures';
import { draggedDocuments, type DraggedDocument, type DraggedEntries } from './dragged-entries';
import { ManyDocuments } from './many-documents';

/** A document with the file that it becomes. */
interface Download {
    readonly document: CloudDocument;
    readonly file: URI;
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
        await this.begin(downloadsOf(documents, folder), folder);
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
        const settled = await this.settleNames(downloads);
        if (settled !== undefined) {
            await this.download(settled, folder);
        }
    }

    private async download(downloads: readonly Download[], folder: URI): Promise<void> {
        const { done, failed, canceled } = await this.many.run({
            items: downloads,
            nameOf,
            progress: nls.localize('sanyam/cloudView/downloading', 'Downloading {0} documents…', downloads.length),
            perform: (download, signal) => this.write(download, signal)
        });
        const [first] = done;
        const target = quoted(folder.path.base);
        if (canceled.length > 0) {
            const text = nls.localize(
                'sanyam/cloudView/downloadCanceled',
                'Canceled the download. {0} of {1} documents are downloaded.',
                done.length,
                downloads.length
            );
            void this.messages.info(text);
        } else if (first) {
            const text =
                downloads.length === 1
                    ? nls.localize(
                          'sanyam/cloudView/downloadedOne',
                          'Downloaded {0} to {1}.',
                          quoted(first.item.file.path.base),
                          target
                      )
                    : nls.localize(
                          'sanyam/cloudView/downloadedMany',
                          'Downloaded {0} of {1} documents to {2}.',
                          done.length,
                          downloads.length,
                          target
                      );
            void this.messages.info(text, { timeout: 10_000 });
        }
        await this.many.showFailures(downloadFailures(), failed, nameOf, items => this.begin(items, folder));
    }

    private async write({ document, file, replaces }: Download, signal: AbortSignal): Promise<void> {
        const { content } = await this.service.read(document.id, signal);
        // It appeared since the question, or the disk takes names that differ only in their case for the same.
        if (!replaces && (await this.files.exists(file))) {
            const reason = nls.localize('sanyam/cloudView/downloadExists', 'The folder has a file with this name.');
            // An error of this kind offers no Retry, which would not help.
            throw new CloudError('VALIDATION_ERROR', reason);
        }
        await this.files.writeFile(file, BinaryBuffer.fromString(content));
    }

    /** Returns undefined if the user cancels. */
    private async settleNames(downloads: readonly Download[]): Promise<readonly Download[] | undefined> {
        const names = await this.namesIn(downloads.map(({ file }) => file.parent));
        const isThere = ({ file }: Download): boolean =>
            names.get(file.parent.toString())?.has(file.path.base) ?? false;
        // What failed comes here again, also with an answer, and a file can be there that is only half written.
        const clashing = downloads.filter(download => !download.replaces && isThere(download));
        const [first] = clashing;
        if (!first) {
            return downloads;
        }
        const msg =
            clashing.length === 1
                ? nls.localize(
                      'sanyam/cloudView/downloadExistsOne',
                      'The folder on the disk has {0}. Replacing cannot be undone.',
                      quotedPlainly(first.file.path.base)
                  )
                : nls.localize(
                      'sanyam/cloudView/downloadExistsMany',
                      'The disk has {0} of these files. Replacing cannot be undone.',
                      clashing.length
                  );
        const answer = await askToReplace(nls.localize('sanyam/cloudView/download', 'Download'), msg);
        if (answer === undefined) {
            return undefined;
        }
        if (answer === 'replace') {
            return downloads.map(download => ({
                ...download,
                replaces: download.replaces || clashing.includes(download)
            }));
        }
        downloads.forEach(({ file }) => names.get(file.parent.toString())?.add(file.path.base));
        return downloads.map(download => (clashing.includes(download) ? besides(download, names) : download));
    }

    /** Returns the names in folders, by the URI of the folder. */
    private async namesIn(folders: readonly URI[]): Promise<Map<string, Set<string>>> {
        const names = new Map<string, Set<string>>();
        for (const [key, folder] of new Map(folders.map(each => [each.toString(), each]))) {
            names.set(key, await this.namesOf(folder));
        }
        return names;
    }

    /** A folder that is not there yet has none. Of one that cannot be read, each file says so when it is written. */
    private async namesOf(folder: URI): Promise<Set<string>> {
        try {
            return new Set((await this.files.resolve(folder)).children?.map(({ name }) => name));
        } catch {
            return new Set();
        }
    }
}

/**
 * The names of files are those that an export gives: every system allows them, and each has one document. Documents of one
 * name have the same names each time, so that Replace puts each text in its own file.
 */
function downloadsOf(documents: readonly DraggedDocument[], target: URI): Download[] {
    const names = new ArchiveNames();
    const sorted = documents.toSorted((a, b) => (a.document.id < b.document.id ? -1 : 1));
    return sorted.map(({ document, folder }) => ({
        document,
        file: target.resolve(names.pathOf('', folder, document.name).slice(1)),
        replaces: false
    }));
}

/** Returns a download to a file with a name that nothing has, and takes the name. */
function besides(download: Download, names: Map<string, Set<string>>): Download {
    const { parent, path } = download.file;
    const taken = names.get(parent.toString()) ?? new Set();
    const name = copyName(path.base, taken);
    taken.add(name);
    return { ...download, file: parent.resolve(name) };
}

function listIsFull(): CloudError {
    const reason = nls.localize(
        'sanyam/cloudView/downloadCut',
        'You have more documents than the list holds. Export your documents instead.'
    );
    return new CloudError('VALIDATION_ERROR', reason);
}

function nameOf({ document }: Download): string {
    return document.name;
}
