// SPDX-License-Identifier: MIT

import { AuthSession, withVisibleCharacters } from '@sanyam/types';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { escapeIcons } from '../escape-icons';
import { formatAge } from '../format-age';
import { OpenNotices } from '../open-notices';
import { quoted, quotedPlainly } from '../quoted';
import { sanyamCommand } from '../sanyam-command';
import { TextOwners } from '../saving/text-owners';
import type { KeptDraft } from './draft';
import { DraftRestorer } from './draft-restorer';
import { DraftService } from './draft-service';

const RESTORE = nls.localize('sanyam/drafts/restore', 'Restore');
const CHOOSE = nls.localize('sanyam/drafts/choose', 'Choose…');
const DISCARD = nls.localize('sanyam/drafts/discard', 'Discard');

/** How many names a notice lists. */
const MAX_NAMES = 3;

const RESTORE_DRAFTS = sanyamCommand('sanyam.restoreDrafts', 'sanyam/drafts/command', 'Restore Unsaved Text…');

interface DraftItem extends QuickPickItem {
    readonly draft: KeptDraft;
}

/** Offers the unsaved texts that a crash, a closed tab or an expired session has left on this machine. */
@injectable()
export class DraftOffer implements FrontendApplicationContribution, CommandContribution {
    @inject(DraftService)
    protected readonly drafts: DraftService;

    @inject(DraftRestorer)
    protected readonly restorer: DraftRestorer;

    @inject(FrontendApplicationStateService)
    protected readonly state: FrontendApplicationStateService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(OpenNotices)
    protected readonly notices: OpenNotices;

    @inject(TextOwners)
    protected readonly owners: TextOwners;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** The drafts that this window has offered its user. Each is offered once; the command lists all. */
    private readonly offered = new Set<string>();
    /** The window of this tab that left for another page, to sign in: its texts come back without a question. */
    private leftWindow: string | undefined;
    /** The texts that came back: those of that window come back once, whoever signs in meanwhile. */
    private readonly broughtBack = new Set<string>();

    onStart(): void {
        this.leftWindow = this.drafts.takeLeftWindow();
        this.offerWhenReady().catch((error: unknown) => console.error(error));
        // The notice names the texts of the user who is gone, and its buttons would restore or discard them.
        this.owners.onDidChangeUser(() => {
            this.notices.clear(DISCARD);
            this.offered.clear();
        });
        this.session?.onDidChange(({ kind }) => {
            if (kind === 'signed-in') {
                this.offerWhenReady().catch((error: unknown) => console.error(error));
            }
        });
    }

    registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(RESTORE_DRAFTS, { execute: () => this.choose() });
    }

    private async offerWhenReady(): Promise<void> {
        await this.state.reachedState('ready');
        const drafts = (await this.unsaved()).filter(draft => !this.offered.has(idOf(draft)));
        drafts.forEach(draft => this.offered.add(idOf(draft)));
        const isLeft = ({ window }: KeptDraft): boolean => window === this.leftWindow;
        const left = drafts.filter(draft => isLeft(draft) && !this.broughtBack.has(idOf(draft)));
        await this.restoreAll(left);
        const others = drafts.filter(draft => !isLeft(draft));
        if (others.length > 0) {
            await this.offer(others);
        }
    }

    /** Returns the drafts whose text is nowhere else. */
    private async unsaved(): Promise<KeptDraft[]> {
        const unsaved: KeptDraft[] = [];
        for (const draft of await this.drafts.list()) {
            if (await this.restorer.isSaved(draft)) {
                await this.drafts.delete(draft);
            } else {
                unsaved.push(draft);
            }
        }
        return unsaved;
    }

    private async offer(drafts: readonly KeptDraft[]): Promise<void> {
        const age = ageOf(Math.max(...drafts.map(({ kept_at }) => kept_at)));
        const answer = await this.messages.info(
            nls.localize(
                'sanyam/drafts/offer',
                'Sanyam has kept unsaved text of {0}, typed {1}.',
                namesOf(drafts),
                age
            ),
            { timeout: 0 },
            RESTORE,
            ...(drafts.length > 1 ? [CHOOSE] : []),
            DISCARD
        );
        if (answer === RESTORE) {
            await this.restoreAll(drafts);
        } else if (answer === CHOOSE) {
            await this.choose();
        } else if (answer === DISCARD) {
            await this.discard(drafts);
        }
    }

    private async choose(): Promise<void> {
        const items = (await this.unsaved()).map((draft): DraftItem => {
            const description = nls.localize('sanyam/drafts/typed', 'typed {0}', ageOf(draft.kept_at));
            return { label: escapeIcons(withVisibleCharacters(draft.name)), description, draft };
        });
        if (items.length === 0) {
            await this.messages.info(nls.localize('sanyam/drafts/none', 'There is no unsaved text to restore.'));
            return;
        }
        const item = await this.quickInput.showQuickPick(items, {
            title: nls.localize('sanyam/drafts/title', 'Restore Unsaved Text'),
            placeholder: nls.localize('sanyam/drafts/select', 'Select the text to restore as unsaved changes')
        });
        if (item !== undefined) {
            await this.restoreAll([item.draft]);
        }
    }

    private async restoreAll(drafts: readonly KeptDraft[]): Promise<void> {
        drafts.forEach(draft => this.broughtBack.add(idOf(draft)));
        for (const draft of drafts) {
            try {
                await this.restorer.restore(draft);
            } catch (error) {
                // The next sign-in brings it back, or offers it.
                this.broughtBack.delete(idOf(draft));
                const operation = nls.localize(
                    'sanyam/drafts/restoreFailed',
                    'Could not restore the text of {0}',
                    quoted(draft.name)
                );
                await this.errors.show(operation, error, () => this.restoreAll([draft]));
            }
        }
    }

    private async discard(drafts: readonly KeptDraft[]): Promise<void> {
        const names = drafts.map(({ name }) => quotedPlainly(name)).join(', ');
        const isSure = await new ConfirmDialog({
            title: nls.localize('sanyam/drafts/discardTitle', 'Discard Unsaved Text'),
            msg: nls.localize(
                'sanyam/drafts/confirmDiscard',
                'Are you sure you want to discard the unsaved text of {0}? You cannot undo this.',
                names
            ),
            ok: DISCARD,
            maxWidth: 480
        }).open();
        if (isSure === true) {
            await Promise.all(drafts.map(draft => this.drafts.delete(draft)));
        }
    }
}

function namesOf(drafts: readonly KeptDraft[]): string {
    const names = drafts
        .slice(0, MAX_NAMES)
        .map(({ name }) => quoted(name))
        .join(', ');
    const more = drafts.length - MAX_NAMES;
    return more > 0 ? nls.localize('sanyam/drafts/more', '{0} and {1} more', names, more) : names;
}

function idOf({ key }: KeptDraft): string {
    return JSON.stringify([key.owner, key.id]);
}

function ageOf(time: number): string {
    return formatAge(new Date(time).toISOString(), Date.now());
}
