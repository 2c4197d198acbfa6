Definition dl (n : nat) (i j : 'I_n) : R := (i == j)%:R.
Definition ge (n : nat) (i j : 'I_n) : R := ((j <= i)%N)%:R.
Lemma dlC n (i j : 'I_n) : dl i j = dl j i. Proof. by rewrite /dl eq_sym. Qed.
Lemma dl_refl n (i : 'I_n) : dl i i = 1. Proof. by rewrite /dl eqxx. Qed.
Lemma dl01 n (i j : 'I_n) : dl i j = 0 \/ dl i j = 1. Proof. by rewrite /dl; case: (i == j); [right | left]. Qed.
Lemma dl_ge0 n (i j : 'I_n) : dl i j >= 0. Proof. exact: ler0n. Qed.
Lemma dl_id n (i j : 'I_n) (f : 'I_n -> R) x y : x = dl i j * f i -> y = dl i j * f j -> x = y.
Proof. by move=> -> ->; rewrite /dl; case: eqP => [->|_] //; rewrite !mul0r. Qed.
Lemma dl_id_sym n (i j : 'I_n) (f : 'I_n -> R) x y : x = dl j i * f i -> y = dl j i * f j -> x = y.
Proof. rewrite (dlC j i); exact: dl_id. Qed.
Lemma delta_sum n (j : 'I_n) (f g : 'I_n -> R) : (forall k, g k = dl k j * f k) -> \sum_(k < n) g k = f j.
Proof.
move=> h; rewrite (bigD1 j) //= big1 ?addr0 => [|k /negbTE ne]; first by rewrite h dl_refl mul1r.
by rewrite h /dl ne mul0r.
Qed.
Lemma const_sum n (c : R) : \sum_(k < n) c = n%:R * c. Proof. by rewrite sumr_const card_ord mulr_natl. Qed.
Lemma ge_refl n (i : 'I_n) : ge i i = 1. Proof. by rewrite /ge leqnn. Qed.
Lemma ge01 n (i j : 'I_n) : ge i j = 0 \/ ge i j = 1. Proof. by rewrite /ge; case: (j <= i)%N; [right | left]. Qed.
Lemma ge_ge0 n (i j : 'I_n) : ge i j >= 0. Proof. exact: ler0n. Qed.
Lemma ge_anti n (i j : 'I_n) : dl i j = ge i j * ge j i.
Proof. by rewrite /dl /ge -natrM mulnb -eqn_leq eq_sym. Qed.
Lemma ge_anti_sym n (i j : 'I_n) : dl j i = ge i j * ge j i. Proof. rewrite dlC; exact: ge_anti. Qed.
Lemma ge_total n (i j : 'I_n) : ge j i = 1 + dl i j + - (1) * ge i j.
Proof. by rewrite /dl /ge -(inj_eq val_inj) /=; case: ltngtP => _; rewrite ?mulr1 ?mulr0 ?addr0 ?subrr ?addrK. Qed.
Lemma ge_total_sym n (i j : 'I_n) : ge j i = 1 + dl j i + - (1) * ge i j. Proof. rewrite (dlC j i); exact: ge_total. Qed.
Lemma sum_gt0 n (f : 'I_n.+1 -> R) : (forall i, f i > 0) -> \sum_(i < n.+1) f i > 0.
Proof. by move=> h; rewrite big_ord_recl ltr_paddr ?sumr_ge0 // => i _; exact: ltW. Qed.
Lemma sum_ge0 n (f : 'I_n -> R) : (forall i, f i >= 0) -> \sum_(i < n) f i >= 0.
Proof. by move=> h; apply: sumr_ge0. Qed.
Lemma sqr_root (x : R) : x >= 0 -> x = Num.sqrt x ^+ 2. Proof. by move=> h; rewrite sqr_sqrtr. Qed.
Lemma inv_sqr_root (x : R) : x >= 0 -> x^-1 = (Num.sqrt x)^-1 ^+ 2. Proof. by move=> h; rewrite exprVn sqr_sqrtr. Qed.
Lemma root_neq0 (x : R) : x >= 0 -> x != 0 -> Num.sqrt x != 0. Proof. by move=> h z; rewrite sqrtr_eq0 -ltNge lt0r z. Qed.
Lemma root_gt0 (x : R) : x > 0 -> Num.sqrt x > 0. Proof. by rewrite sqrtr_gt0. Qed.
Lemma root_ge0 (x : R) : x >= 0 -> Num.sqrt x >= 0. Proof. by move=> _; exact: sqrtr_ge0. Qed.
Lemma inv_gt0 (x : R) : x > 0 -> x^-1 > 0. Proof. by rewrite invr_gt0. Qed.
Lemma inv_ge0 (x : R) : x >= 0 -> x^-1 >= 0. Proof. by rewrite invr_ge0. Qed.
Lemma inv_neq0 (x : R) : x != 0 -> x^-1 != 0. Proof. by rewrite invr_eq0. Qed.
Lemma pow_gt0 (n : nat) (x : R) : x > 0 -> x ^+ n > 0. Proof. exact: exprn_gt0. Qed.
Lemma pow_ge0 (n : nat) (x : R) : x >= 0 -> x ^+ n >= 0. Proof. exact: exprn_ge0. Qed.
Lemma pow_neq0 (n : nat) (x : R) : x != 0 -> x ^+ n != 0. Proof. by move=> h; rewrite expf_neq0. Qed.
Lemma even_ge0 (x : R) (n : nat) : ~~ odd n -> x ^+ n >= 0. Proof. by move=> h; rewrite exprn_even_ge0. Qed.
Lemma neq0_eq (x y : R) : x = y -> y != 0 -> x != 0. Proof. by move=> ->. Qed.
Lemma gt0_eq (x y : R) : x = y -> y > 0 -> x > 0. Proof. by move=> ->. Qed.
Lemma ge0_eq (x y : R) : x = y -> y >= 0 -> x >= 0. Proof. by move=> ->. Qed.
Lemma by_difference (x y : R) : x + - (1) * y = 0 -> x = y. Proof. by rewrite mulN1r => /eqP; rewrite subr_eq0 => /eqP. Qed.
