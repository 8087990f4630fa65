// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import {
    AuthSession,
    CloudError,
    type NewShare,
    unformatted,
    onDidChangeUser,
    CHECK_INTERVAL,
    VisibleInterval
} from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import type { Disposable } from '@theia/core/lib/common/disposable';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudEditors } from '../editor/cloud-editors';
import { quoted } from '../quoted';
import { termsLabel } from './end-label';
import { ShareNews } from './share-news';

/** Milliseconds that the notice of a new share stays. */
const NOTICE = 20_000;

/** Tells the user about new shares, whatever is open, and offers to open the document. */
@injectable()
export class ShareNewsContribution implements FrontendApplicationContribution {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** For the present user; undefined while nobody is signed in. */
    private news: ShareNews | undefined;
    private held: Disposable | undefined;
    private readonly interval = new VisibleInterval(CHECK_INTERVAL, () => this.quietly(this.news?.check()));

    onStart(): void {
        this.service.onDidCount(count => this.quietly(this.news?.noteCount(count)));
        onDidChangeUser(this.session, () => this.follow());
        void this.session?.ready.then(() => this.follow());
    }

    onStop(): void {
        this.interval.dispose();
    }

    private follow(): void {
        this.held?.dispose();
        this.held = undefined;
        this.news = undefined;
        if (this.session?.user) {
            const news = new ShareNews(
                {
                    count: () => this.service.list({ include_shared: true, page_size: 1 }),
                    listNew: since => this.store.shares.listNew(since)
                },
                shares => {
                    // An answer that comes late is one for the user before.
                    if (this.news === news) {
                        this.show(shares).catch((error: unknown) => console.error(error));
                    }
                }
            );
            this.news = news;
            this.quietly(news.begin());
            this.held = this.interval.hold();
        }
    }

    /** Nobody has asked for this. What the user does next says that the cloud is away. */
    private quietly(work: Promise<void> | undefined): void {
        work?.catch((error: unknown) => {
            if (!(error instanceof CloudError)) {
                console.error(error);
            }
        });
    }

    private async show(shares: readonly NewShare[]): Promise<void> {
        const [first] = shares;
        if (first === undefined) {
            return;
        }
        const text = newsText(first, shares.length - 1);
        const open = nls.localize('sanyam/cloudView/open', 'Open');
        if ((await this.messages.info(text, { timeout: NOTICE }, open)) === open) {
            await this.open(first);
        }
    }

    private async open(share: NewShare): Promise<void> {
        try {
            await this.editors.open(await this.service.read(share.document_id));
        } catch (error) {
            const operation = nls.localize('sanyam/share/newsFailed', 'Could not open {0}', quoted(share.name));
            await this.errors.show(operation, error, () => this.open(share));
        }
    }
}

function newsText(first: NewShare, others: number): string {
    const owner = unformatted(first.owner_email ?? nls.localize('sanyam/cloudView/someone', 'Someone'));
    const name = quoted(first.name);
    const { permission: allowed, expires_at = null } = first;
    const permission = termsLabel({ permission: allowed, expires_at, expired: false });
    switch (others) {
        case 0:
            return nls.localize('sanyam/share/news', '{0} shares {1} with you ({2}).', owner, name, permission);
        case 1:
            return nls.localize(
                'sanyam/share/newsTwo',
                '{0} shares {1} with you ({2}), and you got another document.',
                owner,
                name,
                permission
            );
        default:
            return nls.localize(
                'sanyam/share/newsMany',
                '{0} shares {1} with you ({2}), and you got {3} more documents.',
                owner,
                name,
                permission,
                others
            );
    }
}
