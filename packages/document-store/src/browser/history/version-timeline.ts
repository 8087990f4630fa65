// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { AuthSession, CLOUD_SCHEME, type DocumentVersion } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { Emitter } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { URI as CodeUri } from '@theia/core/shared/vscode-uri';
import { TimelineService } from '@theia/timeline/lib/browser/timeline-service';
import type {
    Timeline,
    TimelineChangeEvent,
    TimelineItem,
    TimelineOptions,
    TimelineProvider
} from '@theia/timeline/lib/common/timeline-model';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDirectory } from '../file-system/cloud-directory';
import { VersionCommands } from './version-commands';
import { versionDetail, versionTitle } from './version-labels';

/** The most versions on a page: the most that the database gives. */
const MOST_ON_PAGE = 100;

/** What the context menu of the Timeline knows of an entry. */
export const VERSION_CONTEXT = 'sanyam-version';

/** The versions of the cloud document in front, in Theia's Timeline. */
@injectable()
export class VersionTimeline implements TimelineProvider, FrontendApplicationContribution {
    readonly id = 'sanyam-versions';
    readonly label = nls.localize('sanyam/history/timeline', 'Cloud History');
    /** Local files, too: they have no versions here, but without an answer the Timeline would keep the last list. */
    readonly scheme = [CLOUD_SCHEME, 'file', 'untitled'];

    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(TimelineService)
    protected readonly timeline: TimelineService;

    private readonly didChange = new Emitter<TimelineChangeEvent>();
    readonly onDidChange = this.didChange.event;
    /** The versions of the list in the Timeline, by the handles of its entries. */
    private readonly listed = new Map<string, DocumentVersion>();
    /** The first page of the document that was last in front. */
    private newest: Promise<Timeline> | undefined;

    onStart(): void {
        this.timeline.registerTimelineProvider(this);
        this.service.onDidChange(({ kind }) => {
            if (kind === 'changed') {
                this.refresh();
            }
        });
        this.session.onDidChange(({ kind }) => {
            if (kind !== 'token-refreshed' && kind !== 'offline') {
                this.refresh();
            }
        });
    }

    /** Lists the versions of the document in front again. */
    refresh(): void {
        this.didChange.fire({ id: this.id, uri: undefined, reset: true });
    }

    dispose(): void {
        this.didChange.dispose();
    }

    /** Returns the version of an entry, by its handle. */
    version(handle: string): DocumentVersion | undefined {
        return this.listed.get(handle);
    }

    async provideTimeline(uri: CodeUri, options: TimelineOptions): Promise<Timeline> {
        const page = this.page(uri, options);
        if (options.cursor !== undefined) {
            return page;
        }
        this.newest = page;
        // Theia shows the answer that arrives last, also if another document is in front since.
        let awaited: Promise<Timeline> | undefined = page;
        let answer = await page;
        while (awaited !== this.newest && this.newest !== undefined) {
            awaited = this.newest;
            answer = await awaited;
        }
        return answer;
    }

    private async page(uri: CodeUri, { cursor, limit }: TimelineOptions): Promise<Timeline> {
        const empty: Timeline = { source: this.id, items: [] };
        const resource = new URI(uri.toString());
        if (cursor === undefined) {
            this.listed.clear();
        }
        if (!this.directory.isCloudUri(resource) || !this.session.user) {
            return empty;
        }
        try {
            const documentId = await this.directory.documentId(resource);
            const page = await this.store.versions.list(documentId, {
                page_size: typeof limit === 'number' ? Math.min(limit, MOST_ON_PAGE) : MOST_ON_PAGE,
                ...(cursor === undefined ? {} : { cursor })
            });
            const now = Date.now();
            return {
                source: this.id,
                items: page.items.map(version => this.item(uri, version, now)),
                paging: { cursor: page.next_cursor ?? undefined }
            };
        } catch {
            // Offline or no longer shared. The editor and the Cloud view say so; a list in the background does not.
            return empty;
        }
    }

    private item(uri: CodeUri, version: DocumentVersion, now: number): TimelineItem {
        const handle = `${version.document_id}/${version.version_number}`;
        this.listed.set(handle, version);
        const title = versionTitle(version);
        const detail = versionDetail(version, this.session.user?.id, now);
        return {
            source: this.id,
            uri: uri.toString(),
            handle,
            id: handle,
            timestamp: Date.parse(version.created_at),
            label: title,
            description: detail,
            tooltip: `${title}\n${detail}`,
            icon: version.name === null ? 'history' : 'bookmark',
            contextValue: VERSION_CONTEXT,
            accessibilityInformation: { label: `${title}, ${detail}` },
            command: { id: VersionCommands.COMPARE.id, arguments: [{ handle }] }
        };
    }
}
